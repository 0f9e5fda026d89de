package io.parley.voice.call;

import io.parley.core.party.Party;
import io.parley.core.recording.AnswerTail;
import io.parley.core.recording.AskingAction;
import io.parley.core.recording.AskingState;
import io.parley.core.recording.AskingStep;
import io.parley.core.recording.AskingToRecord;
import io.parley.core.recording.CardWatch;
import io.parley.core.recording.RecordingMode;
import io.parley.core.recording.SecretWords;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.RecordingAnswer;
import io.parley.core.session.SessionCommand.AnswerRecording;
import io.parley.core.session.SessionCommand.NoteRecordingGap;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.speech.Expectation;
import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.*;
import io.parley.core.turn.Engine;
import io.parley.core.turn.Line;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.voice.recording.CallRecorder;
import io.parley.voice.recording.RecordingPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The recording of one call. Before the agent asks for anything it announces it or asks, by the
/// rules of [AskingToRecord]; once the answer is in the journal, and is a consent, sound is
/// recorded until the call ends. Belongs to the call's actor.
final class CallRecording {
  private static final Logger LOG = LoggerFactory.getLogger(CallRecording.class);
  private static final String DUE = "recording-due";

  /// Erased before a card's number: the beginning of speech is known about so well.
  private static final Duration EARLIER = Duration.ofMillis(500);

  /// Events for the floor that come meanwhile; nobody can cause more of them.
  private static final int HELD_MAX = 64;

  /// A part of the call's protocol.
  sealed interface Message {}

  private record Due() implements Message {}

  /// @param isStored whether the journal has it
  private record Noted(RecordingAnswer answer, boolean isStored) implements Message {}

  private record Pause(boolean now, ActorRef<CallGate.RecordingPaused> replyTo)
      implements Message {}

  private final CallParts parts;
  private final RecordingPlan plan;
  private final AroundTransfers call;
  private final Hearing hearing;
  private final Showing showing;
  private final ActorRef<CallMessage> self;
  private final Runnable begins;
  private final Clock clock;
  private final AskingToRecord.Terms terms;
  private final SessionCommands commands;
  private final AtomicInteger gapCount = new AtomicInteger();
  private final List<CallEvent> held = new ArrayList<>();
  private Optional<AskingState> asking = Optional.empty();
  private AnswerTail tail = AnswerTail.NONE;
  private Optional<CallRecorder> recorder = Optional.empty();
  private boolean pausedByTool;
  private boolean pausedForSecret;
  private CardWatch card = CardWatch.NONE;
  private boolean over;

  /// @param begins lets the call begin: the agent says [#first]
  CallRecording(
      CallParts parts,
      AroundTransfers call,
      Hearing hearing,
      Showing showing,
      ActorRef<CallMessage> self,
      Runnable begins) {
    this.parts = parts;
    this.call = call;
    this.hearing = hearing;
    this.showing = showing;
    this.self = self;
    this.begins = begins;
    this.plan = parts.services().recording();
    this.clock = parts.services().clock();
    var turns = parts.plan().turns();
    this.terms = new AskingToRecord.Terms(turns.language(), turns.confidenceMin());
    this.commands =
        new SessionCommands(
            parts.conversation(),
            (_, why) -> LOG.info("a gap of recording {} is not in the journal: {}", id(), why));
  }

  /// A message that pauses the recording, or resumes it.
  static CallMessage pausing(boolean now, ActorRef<CallGate.RecordingPaused> replyTo) {
    return new CallMessage.ForRecording(new Pause(now, replyTo));
  }

  /// Asks, and then lets the call begin; where nothing is recorded, at once.
  void begin() {
    if (plan.mode() == RecordingMode.OFF) {
      begins.run();
      return;
    }
    if (plan.mode() == RecordingMode.ASKED) hearing.expect(Expectation.YES_OR_NO);
    take(AskingToRecord.begin(plan.mode(), greets(), now()));
    if (call.sound().mouth().isLost()) takes(new EngineLost(Engine.VOICE, now()));
  }

  /// Whether the greeting comes before the question: where a menu of keys follows.
  private boolean greets() {
    var agent = parts.plan();
    return plan.mode() != RecordingMode.OFF
        && agent.greets()
        && agent.menu().isPresent()
        && !agent.lines().get(Line.GREETING).isBlank();
  }

  /// The agent's first line in the call, behind the question; empty for a call that goes on.
  Optional<Line> first() {
    return Optional.of(greets() ? Line.MENU : Line.GREETING).filter(_ -> parts.plan().greets());
  }

  /// Takes an event while the question is open: words and keys then are the question's, and so is
  /// what comes late of the answer.
  ///
  /// @return whether it is none for the floor now
  boolean takes(CallEvent event) {
    if (event instanceof HungUp) return false;
    if (plan.mode() != RecordingMode.OFF) watch(card.after(event));
    if (asking.isEmpty()) {
      boolean isLate = tail.has(event);
      tail = tail.after(event);
      return isLate;
    }
    if (isForFloor(event) && held.size() < HELD_MAX) held.add(event);
    take(AskingToRecord.decide(asking.get(), event, terms));
    return true;
  }

  /// Whether the floor has to know of it when the call begins.
  private static boolean isForFloor(CallEvent event) {
    return switch (event) {
      case EarChanged _,
          Typed _,
          ColleagueWrote _,
          ColleagueLeads _,
          Muted _,
          ReplyWritten _,
          ReplyFailed _,
          ConsentAsked _,
          ColleagueAsked _,
          ConsentDecided _,
          EngineLost _ ->
          true;
      // it is repeated
      case TurnWaits _ -> false;
      case SpeechStarted _,
          SpeechSuspected _,
          SpeechEnded _,
          Transcribed _,
          Keyed _,
          StopTalking _,
          SoundStarted _,
          SoundWaits _,
          SoundEnded _,
          QuestionHeard _,
          TransferBegun _,
          TransferFailed _,
          HungUp _,
          Tick _ ->
          false;
    };
  }

  void receive(Message message) {
    switch (message) {
      case Due() -> takes(new Tick(now()));
      case Noted(var answer, var isStored) -> noted(answer, isStored);
      case Pause(var now, var replyTo) -> {
        pausedByTool = now;
        pause();
        replyTo.tell(new CallGate.RecordingPaused(recorder.map(_ -> isPaused())));
      }
    }
  }

  private void take(AskingStep step) {
    asking = Optional.of(step.state()).filter(state -> state.answer().isEmpty());
    if (asking.isEmpty()) tail = AnswerTail.of(step.state());
    step.actions().forEach(this::perform);
    asking
        .flatMap(AskingToRecord::due)
        .ifPresentOrElse(
            at ->
                call.timers()
                    .startSingleTimer(
                        DUE,
                        new CallMessage.ForRecording(new Due()),
                        CallPlan.positive(Duration.between(now(), at))),
            () -> call.timers().cancel(DUE));
  }

  private void perform(AskingAction action) {
    switch (action) {
      case AskingAction.Greet() ->
          say(AskingToRecord.GREETING, parts.plan().lines().get(Line.GREETING));
      case AskingAction.Say() -> say(AskingToRecord.QUESTION, plan.line(parts.plan().language()));
      case AskingAction.Answer(var answer) -> {
        call.sound().stop();
        note(new AnswerRecording(id() + "-recording", id(), answer, now()));
        begins.run();
        List.copyOf(held).forEach(call::happened);
        held.clear();
      }
    }
  }

  /// No reply of the agent: said whole, whatever its length.
  private void say(int number, String words) {
    call.sound().begin(number);
    call.sound().aside(words);
    call.sound().sayLast(List.of());
  }

  /// Nothing is kept before the session has stored it.
  private void note(AnswerRecording command) {
    commands
        .untilAnswered(command)
        .whenComplete(
            (answer, failure) ->
                self.tell(
                    new CallMessage.ForRecording(
                        new Noted(
                            command.answer(),
                            failure == null && answer instanceof Answer.Stored))));
  }

  private void noted(RecordingAnswer answer, boolean isStored) {
    if (!isStored) LOG.warn("call {} is not recorded: its session did not take the answer", id());
    if (!isStored || !answer.isConsent() || over) return;
    var started = plan.start(id(), parts.leg().sampleRate(), this::missing);
    recorder = Optional.of(started);
    call.loop().record(started);
    pause();
  }

  /// In any thread, also after the call.
  private void missing(Instant from, Instant to) {
    var gap = id() + "-gap-" + gapCount.incrementAndGet();
    commands.ask(0, new NoteRecordingGap(gap, id(), from, to, clock.instant()));
  }

  /// Follows the session: what is secret is not recorded.
  void hear(Heard heard) {
    if (!(heard instanceof Heard.Event(var recorded))) return;
    if (recorded.event() instanceof ReplyCompleted reply) {
      pausedForSecret = SecretWords.in(reply.text());
      watch(card.answered(reply.text()));
      pause();
    }
    if (recorded.event() instanceof Said said)
      watch(
          said.by() == Party.CUSTOMER
              ? card.said(said.text(), said.at())
              : card.answered(said.text()));
  }

  /// A number is known when its last digits are heard: its sound so far is erased.
  private void watch(CardWatch next) {
    boolean wasFound = card.since().isPresent();
    card = next;
    if (wasFound == card.since().isPresent()) return;
    pause();
    recorder.ifPresent(
        it ->
            card.since()
                .ifPresent(since -> it.erase(Duration.between(since.minus(EARLIER), now()))));
  }

  private void pause() {
    if (recorder.isEmpty()) return;
    recorder.get().pause(isPaused());
    showing.recording(isPaused() ? CallShown.Recording.PAUSED : CallShown.Recording.ON);
  }

  private boolean isPaused() {
    return pausedByTool || pausedForSecret || card.since().isPresent();
  }

  void over() {
    over = true;
    recorder.ifPresentOrElse(
        recording -> recording.end().thenRun(commands::close), commands::close);
  }

  private String id() {
    return parts.plan().id();
  }

  private Instant now() {
    return clock.instant();
  }
}
