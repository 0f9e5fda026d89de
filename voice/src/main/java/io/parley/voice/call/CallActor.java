package io.parley.voice.call;

import io.parley.core.party.Party;
import io.parley.core.quality.LineTally;
import io.parley.core.speech.Transcript;
import io.parley.core.speech.mark.MarkedText;
import io.parley.core.turn.*;
import io.parley.core.turn.CallAction.*;
import io.parley.core.turn.CallEvent.*;
import io.parley.core.turn.CallState.Phase;
import io.parley.sessions.Heard;
import io.parley.voice.call.CallMessage.*;
import io.parley.voice.leg.*;
import java.time.*;
import java.util.*;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.*;
import org.apache.pekko.actor.typed.javadsl.*;

/// One call: reports events to [TurnTaking] and carries out its actions. It owns streams and a
/// timer, and no rules. It lives on its leg's node; the conversation belongs to the session.
final class CallActor extends AbstractBehavior<CallMessage> {

  private static final String DRAINING = "draining";

  private final CallPlan plan;
  private final Conversation conversation;
  private final Legs legs;
  private final Showing showing;
  private final CallQuality quality;
  private final Measures measures;
  private final Clock clock;
  private final TimerScheduler<CallMessage> timers;
  private final Ear ear;
  private final Hearing hearing;
  private final EngineChange engines;
  private final ReplySound sound;
  private final SessionSide session;
  private final MediaLoop loop;
  private final DeadLine line;
  private final Transfers transfers;
  private final CallRecording recording;
  private final ArrayDeque<CallEvent> happening = new ArrayDeque<>();
  private CallState state;
  private String ending = "failed";
  private boolean leaving;

  static Behavior<CallMessage> create(CallParts parts) {
    return parts.contained(
        Behaviors.withTimers(
            timers ->
                Behaviors.setup(it -> parts.orHangUp(() -> new CallActor(it, timers, parts)))));
  }

  private CallActor(
      ActorContext<CallMessage> context, TimerScheduler<CallMessage> timers, CallParts parts) {
    super(context);
    context.setLoggerName(CallActor.class);
    this.plan = parts.plan();
    this.conversation = parts.conversation();
    this.clock = parts.services().clock();
    this.timers = timers;
    var self = context.getSelf();
    var posts = new CallPosts(self, clock);
    this.legs = new Legs(parts.leg().sampleRate(), parts.services().echo(), posts);
    var player = new Player(legs.sampleRate(), posts);
    this.ear = parts.ear(legs.sampleRate(), player, posts);
    this.hearing = new Hearing(parts.ears(), plan.language(), ear, posts);
    this.sound =
        new ReplySound(
            parts, legs, player, posts, wait -> timers.startSingleTimer(new MayGoOn(), wait));
    this.showing = new Showing(parts, sound.mouth()::speaker);
    this.session = new SessionSide(parts, (n, why) -> self.tell(new Refused(n, why)));
    this.engines = new EngineChange(hearing, sound.mouth(), context.getLog());
    this.quality = new CallQuality(parts, legs, showing);
    var meter = quality.meter();
    this.measures = quality.measures(sound::played);
    this.line = new DeadLine(player, legs, showing, meter);
    var briefing = new Briefing(parts, legs.sampleRate(), showing::isRecorded, posts);
    this.loop = new MediaLoop(parts.services(), meter, legs, ear, player, briefing.player(), posts);
    var around = new AroundTransfers(loop, sound, session, timers, this::happened, this::hangUp);
    this.transfers = new Transfers(parts, legs, briefing, showing, posts, around);
    this.recording = new CallRecording(parts, around, hearing, showing, self, this::greet);
    this.state = TurnTaking.begin(false, plan.turns(), clock.instant()).state();
    SessionFeed.start(context, conversation, session.earlier().from(), clock);
    legs.join(parts.leg(), Party.CUSTOMER);
    timers.startSingleTimer(
        new Finish("too-long", "the length limit is reached"), plan.lengthMax());
    timers.startTimerWithFixedDelay(new Look(), LineTally.EVERY);
  }

  @Override
  public Receive<CallMessage> createReceive() {
    return newReceiveBuilder()
        .onMessage(CallMessage.class, this::onMessage)
        .onSignal(PostStop.class, _ -> over())
        .build();
  }

  private Behavior<CallMessage> onMessage(CallMessage message) {
    switch (message) {
      case Join(var leg, var party, var replaces) -> legs.join(leg, party, replaces);
      case Ready(var leg) -> {
        if (transfers.ready(leg)) begin();
      }
      case Told(var leg, var event) -> transfers.told(leg, event).ifPresent(this::happened);
      case Noticed(var event) -> noticed(event);
      case Wrote(var stream, var transcript) -> wrote(stream, transcript);
      case EarFailed(var stream, var cause) -> {
        if (hearing.isCurrent(stream)) change(Engine.EAR, Mouth.reason(cause));
      }
      case Deaf(var cause) -> happened(engines.deaf(cause, now()));
      case LineChanged(var silent) -> line.changed(silent);
      case Spoke spoke -> spoke(spoke);
      case MayGoOn() -> sound.goOn();
      case Due() -> happened(new Tick(now()));
      case TooQuiet(var reply) -> {
        boolean waits = session.reply(reply).isPresent() && state.phase() == Phase.THINKING;
        if (waits && !transfers.isAway()) {
          sound.fill();
          timers.startSingleTimer(message, plan.fillAgain());
        }
      }
      case FromSession(var heard, var at, var taken) -> {
        hear(heard, at);
        taken.complete(Done.getInstance());
      }
      case SessionLost(var cause) -> end("failed", Mouth.reason(cause));
      case Refused(var reply, var reason) -> {
        getContext().getLog().info("the session refused the customer's words: {}", reason);
        happened(new ReplyFailed(reply, now()));
      }
      case Control(Wish.Mute()) -> legs.mute(true);
      case Control(Wish.Unmute()) -> legs.mute(false);
      case Control(Wish.StopTalking()) -> happened(new StopTalking(now()));
      case Control(Wish.HangUp()) -> hangUp("hung-up");
      case Replaced() -> end("replaced", "a newer call replaces it");
      case GoAway(var grace) -> {
        leaving = true;
        timers.startSingleTimer(new Finish(DRAINING, DRAINING), CallPlan.positive(grace));
      }
      case Finish(var why, var log) -> end(why, log);
      case Gone(var leg, var how) -> {
        if (!transfers.gone(leg)) hangUp(transfers.ending(how));
      }
      case Press(var order, var replyTo) -> replyTo.tell(legs.press(order));
      case ForTransfers(var about) -> transfers.receive(about);
      case ForRecording(var about) -> recording.receive(about);
      case Look() -> {
        quality.look();
        if (!conversation.isServed()) end("not-served", "its organisation is not served");
      }
    }
    legs.change(now()).ifPresent(this::happened);
    if (legs.hasBegun() && session.earlier().waits()) happened(new TurnWaits(now()));
    transfers.look();
    if (leaving && state.isQuiet()) end(DRAINING, DRAINING);
    return state.ended() ? Behaviors.stopped() : this;
  }

  private void begin() {
    // not before: a leg that never connects costs no ticks
    loop.start();
    change(Engine.EAR, "begin");
    if (sound.mouth().isLost()) happened(new EngineLost(Engine.VOICE, now()));
    recording.begin();
  }

  private void greet() {
    take(TurnTaking.begin(recording.first(), plan.menu(), plan.turns(), now()));
  }

  /// An action's events are handled after the other actions of its step.
  private void happened(CallEvent event) {
    if (transfers.isWithColleague() && !(event instanceof HungUp)) return;
    if (recording.takes(event)) return;
    happening.add(event);
    if (happening.size() > 1) return;
    while (!happening.isEmpty()) {
      var next = happening.element();
      take(measures.handled(next, state.phase(), TurnTaking.decide(state, next, plan.turns())));
      happening.remove();
    }
  }

  private void take(Step step) {
    state = step.state();
    measures.took(step.actions());
    step.actions().forEach(this::perform);
    hearing.expect(state.expected());
    TurnTaking.due(state, plan.turns())
        .ifPresentOrElse(
            at ->
                timers.startSingleTimer(new Due(), CallPlan.positive(Duration.between(now(), at))),
            () -> timers.cancel(new Due()));
    showing.show(state);
  }

  private void noticed(CallEvent event) {
    // while the model thinks, the missing sound is not the voice's fault
    if (event instanceof SoundWaits(_, var at) && !sound.isAtWork()) {
      measures.silent(at);
      heardSoFar();
      return;
    }
    measures.noticed(event, session::reply, getContext().getLog());
    if (event instanceof SoundEnded) session.heard(sound.portionSaid());
    happened(event);
  }

  private void wrote(int stream, Transcript transcript) {
    if (!hearing.isCurrent(stream) || transfers.overhears(Party.CUSTOMER, transcript)) return;
    if (!transcript.text().isEmpty()) measures.words(now());
    happened(new Transcribed(transcript, now()));
  }

  private void spoke(Spoke spoke) {
    var piece = spoke.piece();
    if (sound.piece(spoke.clause(), piece)) change(Engine.VOICE, Mouth.reason(piece));
    if (piece instanceof Speaking.Piece.Sound)
      session.current().ifPresent(reply -> sound.spoken(reply, spoke.clause(), spoke.at()));
    sound.goOn();
    // an engine may report the end of a clause after all of it was played
    if (piece instanceof Speaking.Piece.Ended) heardSoFar();
  }

  private void heardSoFar() {
    if (sound.isHeardSoFar())
      session.current().ifPresent(reply -> happened(new QuestionHeard(reply.number, now())));
  }

  private void hear(Heard heard, Instant came) {
    recording.hear(heard);
    var news = session.hear(heard);
    switch (transfers.isWithColleague() ? news.ofSession() : news) {
      case News.Nothing() -> {}
      case News.ForFloor(var event) -> happened(event);
      case News.Clauses(var clauses) -> {
        measured(clauses, came);
        sound.say(clauses);
      }
      case News.Whole(var reply, var clauses) -> {
        measured(clauses, came);
        written(reply, clauses);
      }
      case News.Told(var clauses) -> clauses.forEach(sound::aside);
      case News.Anew(var reply) -> anew(reply);
      case News.OtherCall() -> end("replaced", "a newer call replaces it");
      case News.Ended() -> end("session-ended", "the session ended");
    }
    sound.goOn();
  }

  private void measured(List<MarkedText> clauses, Instant came) {
    if (!clauses.isEmpty()) session.current().ifPresent(reply -> reply.clause(came, now()));
  }

  private void perform(CallAction action) {
    switch (action) {
      case Prepare(var reply, var words) -> session.prepare(reply, words);
      case Say say -> {
        sound.begin(say.reply());
        session.say(say);
        timers.startSingleTimer(new TooQuiet(say.reply()), plan.fillAfter());
      }
      case TakeUp(var reply) -> {
        sound.begin(reply);
        session.takeUp(reply).forEach(this::happened);
      }
      case Speak(var reply, var line) -> {
        sayLine(reply, plan.words(line));
        plan.asksFor(line).ifPresent(asked -> happened(new ReplyWritten(reply, asked, now())));
      }
      case ReadBack(var reply, var spelled) ->
          sayLine(reply, spelled + ". ", plan.lines().get(Line.IS_THAT_RIGHT));
      case AskConsent(_, var call, var again) ->
          sound.aside(session.question(call, again, plan.lines()));
      case ReadOut words -> {
        if (!words.isWithin()) session.line(words.reply());
        sound.readOut(words);
      }
      case Tell(_, var line) -> sound.aside(plan.lines().get(line));
      case Leave(var reply) -> cancel(session.leave(reply), Party.CUSTOMER);
      case HandOver chosen -> transfers.chosen(chosen);
      case AnswerConsent(var call, var given, var words) -> session.decide(call, given, words);
      case Hold _ -> sound.hold();
      case Resume _ -> {
        measures.resumed();
        sound.resume();
      }
      case Cancel(var reply, var by) -> cancel(reply, by);
      case ChangeEngine(var engine) -> change(engine, "silent");
      case HangUp(var reason) -> {
        if (reason == CallAction.Reason.GAVE_UP) ending = "gave-up";
        over();
      }
    }
  }

  private void sayLine(int reply, String... words) {
    sound.begin(reply);
    session.line(reply);
    sound.sayAll(words);
  }

  private void cancel(int reply, Party by) {
    var heard = sound.stop();
    boolean isRead = ending.equals(DRAINING) && heard.isEmpty() && session.reply(reply).isPresent();
    // the question is answered, though not aloud
    if (!isRead) session.cancel(reply, heard, by);
  }

  /// The reply is made again, and the rest of the old one is void.
  private void anew(int reply) {
    var heard = sound.heard();
    sound.begin(reply);
    var clauses = session.again(heard);
    if (session.isWhole()) written(reply, clauses);
    else sound.say(clauses);
  }

  private void written(int reply, List<MarkedText> clauses) {
    sound.sayLast(clauses);
    happened(new ReplyWritten(reply, session.expected(), now()));
  }

  private void change(Engine which, String why) {
    engines.change(which, why, now()).ifPresent(this::happened);
  }

  private void end(String why, String log) {
    getContext().getLog().info("the call ends: {}", log);
    hangUp(why);
  }

  private void hangUp(String why) {
    ending = why;
    happened(new HungUp(now()));
  }

  private Behavior<CallMessage> over() {
    if (!loop.stop()) return this;
    transfers.over();
    recording.over();
    session.close();
    hearing.close();
    ear.close();
    sound.silence();
    quality.ended(now());
    showing.ended(ending);
    if (ending.equals(DRAINING)) legs.leave();
    else legs.close();
    return this;
  }

  private Instant now() {
    return clock.instant();
  }
}
