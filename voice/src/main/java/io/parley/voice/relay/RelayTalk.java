package io.parley.voice.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.agent.KeyMenu;
import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.Channel;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.CustomerEvent.CustomerLanguageChanged;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.Modality;
import io.parley.core.session.Problem;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.UsageEvent;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.ReplyQuestion;
import io.parley.core.speech.spoken.SpokenForm;
import io.parley.core.tool.Approval;
import io.parley.core.turn.Line;
import io.parley.core.turn.SpokenConsent;
import io.parley.sessions.Answer;
import io.parley.sessions.Heard;
import io.parley.voice.call.ConsentQuestion;
import io.parley.voice.call.LastFigures;
import io.parley.voice.stream.WireObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A caller in a session through ConversationRelay: their words become messages, replies become
/// text to be spoken, and an interruption tells the session how much of its reply was heard. Thread
/// safe: messages of Twilio and events of the session come in different threads.
public final class RelayTalk {
  /// The way to Twilio. Must not block.
  public interface Socket {
    void send(String text);

    /// Ends the connection.
    void end();
  }

  private static final int NOTE_MAX = 200;

  private final RelayParts parts;
  private final Socket socket;
  private final RelayVoice voice;
  private final RelayKeypad keypad;
  private final RelayFigures figures;
  private final RelaySilence silence;
  private String language;
  private SpokenForm form;
  private Optional<RelayReply> current = Optional.empty();
  private Optional<Consent> consent = Optional.empty();
  private Expectation expected = Expectation.FREE;
  private int count;
  private boolean over;

  private record Consent(String call, String label, String question, boolean askedAgain) {}

  public RelayTalk(RelayParts parts, Socket socket) {
    this.parts = parts;
    this.socket = socket;
    this.voice = new RelayVoice(socket, parts.clock());
    this.keypad =
        new RelayKeypad(
            parts.rules().keys(), parts.menu(), parts.timer(), parts.clock(), this::keyed);
    this.figures = new RelayFigures(parts.clock().instant());
    this.silence = new RelaySilence(parts.rules().patience(), parts.clock().instant());
    this.language = parts.language();
    this.form = SpokenForm.in(language);
  }

  // --- what the caller does ---------------------------------------------------------------------

  /// A message of Twilio, after the first.
  public synchronized void received(RelayMessage message) {
    if (over) return;
    silence.received(message, parts.clock().instant());
    switch (message) {
      case RelayMessage.Prompt(var words, boolean last) when last && !words.isBlank() ->
          spoken(words.strip());
      case RelayMessage.Key(char key) -> {
        if (keypad.press(key, expected, consent.isPresent())) keyed();
      }
      case RelayMessage.Interrupted(var utterance, var length) ->
          current.ifPresent(
              reply -> {
                figures.interrupted();
                interrupted(reply, reply.heard(utterance, length));
              });
      case RelayMessage.Prompt _,
          RelayMessage.Setup _,
          RelayMessage.Speaks _,
          RelayMessage.Troubled(),
          RelayMessage.Other() -> {
        // nothing to be answered
      }
    }
  }

  private void spoken(String words) {
    if (consent.isPresent() && answered(consent.get(), words)) return;
    keypad.closeMenu();
    ask(
        new SessionCommand.Say(
            id(""),
            Party.CUSTOMER,
            words,
            Channel.PHONE,
            Optional.of(Modality.SPOKEN),
            OptionalDouble.empty(),
            parts.clock().instant()));
  }

  private synchronized void keyed() {
    if (over) return;
    var pressed = keypad.take();
    if (pressed.isEmpty()) return;
    var alone = keypad.alone(pressed);
    if (alone.isEmpty() || !means(alone.get())) sayKeys(pressed.text(), pressed.text());
  }

  /// @return whether one key alone is an answer, or a choice
  private boolean means(char key) {
    if (consent.isPresent() && (key == '1' || key == '2'))
      return decide(
          consent.get(), key == '1' ? Approval.APPROVE : Approval.REJECT, "(key " + key + ")");
    if (keypad.menu().isEmpty()) return false;
    var menu = keypad.menu().get();
    var choice = menu.of(key);
    if (choice.isEmpty()) return keypad.mistaken() && repeat(menu);
    return switch (choice.get()) {
      case KeyMenu.Repeat() -> repeat(menu);
      case KeyMenu.Words(var text) -> sayKeys(text, String.valueOf(key));
      case KeyMenu.Transfer(var target) -> handOver(target, String.valueOf(key));
    };
  }

  private boolean repeat(KeyMenu menu) {
    voice.speak(List.of(form.of(menu.prompt()) + " "), true);
    return true;
  }

  private boolean sayKeys(String words, String keys) {
    keypad.closeMenu();
    ask(SessionCommand.Say.keyed(id(""), words, keys, Channel.PHONE, parts.clock().instant()));
    return true;
  }

  private boolean handOver(String target, String key) {
    keypad.closeMenu();
    ask(
        SessionCommand.Say.keyed(id(""), key, key, Channel.PHONE, parts.clock().instant())
            .to(Party.HUMAN));
    parts
        .handOver()
        .apply(target)
        .whenComplete((isDone, failure) -> handedOver(failure == null && isDone));
    return true;
  }

  private synchronized void handedOver(boolean isDone) {
    if (!over && !isDone) say(Line.NOT_CONNECTED);
  }

  private String id(String kind) {
    return parts.call() + "-" + kind + ++count;
  }

  /// An interruption of a whole reply cuts it to what was heard.
  private void interrupted(RelayReply reply, String heard) {
    reply.stop();
    voice.stopped();
    if (reply.isWhole()) current = Optional.empty();
    consent = Optional.empty();
    ask(
        new SessionCommand.Interrupt(
            id("stop-"),
            reply.turn(),
            Party.CUSTOMER,
            Optional.of(heard),
            parts.clock().instant()));
  }

  /// @return whether the words were about the question
  private boolean answered(Consent asked, String words) {
    return switch (SpokenConsent.of(words, language, asked.label())) {
      case YES -> decide(asked, Approval.APPROVE, words);
      case NO -> decide(asked, Approval.REJECT, words);
      case UNCLEAR -> {
        if (asked.askedAgain()) {
          // the model answers them: the request is withdrawn with its turn
          current.ifPresent(reply -> interrupted(reply, reply.heardAll()));
          yield false;
        }
        consent = Optional.of(new Consent(asked.call(), asked.label(), asked.question(), true));
        voice.speak(List.of(asked.question() + " " + line(Line.YES_OR_NO) + " "), true);
        yield true;
      }
    };
  }

  private boolean decide(Consent asked, Approval decision, String words) {
    consent = Optional.empty();
    keypad.stop();
    ask(
        new SessionCommand.Decide(
            id("consent-"),
            asked.call(),
            decision,
            Party.CUSTOMER,
            Optional.of(words.substring(0, Math.min(words.length(), NOTE_MAX))),
            parts.clock().instant()));
    return true;
  }

  private void ask(SessionCommand command) {
    if (command instanceof SessionCommand.Say say && say.to().isEmpty()) figures.said(say.at());
    parts.ask().apply(command).whenComplete((answer, failure) -> asked(command, answer, failure));
  }

  /// A refused interruption or decision is none: the reply was over, or was decided otherwise.
  private synchronized void asked(SessionCommand command, Answer answer, Throwable failure) {
    if (over || !(command instanceof SessionCommand.Say)) return;
    if (failure != null || !(answer instanceof Answer.Stored)) say(Line.TROUBLE);
  }

  // --- what the session tells -------------------------------------------------------------------

  /// An event of the session, or a piece of a reply.
  public synchronized void heard(Heard heard) {
    if (over) return;
    switch (heard) {
      case Heard.Event(var recorded) -> happened(recorded.event());
      case Heard.Delta(int turn, _, int from, var text, var marks) ->
          of(turn).ifPresent(reply -> answer(reply.delta(from, text, marks), false));
      case Heard.Typing _, Heard.Call _, Heard.Progress _, Heard.Form _, Heard.CaughtUp _ -> {
        // not for the ear
      }
    }
  }

  private void happened(SessionEvent event) {
    switch (event) {
      case TurnEvent.TurnStarted started -> {
        current = Optional.of(new RelayReply(started.turn(), form));
        expected = Expectation.FREE;
        consent = Optional.empty();
      }
      case TurnEvent.ReplyCompleted completed ->
          of(completed.turn())
              .ifPresent(
                  reply -> {
                    expected = ReplyQuestion.expects(completed.text(), language);
                    answer(reply.whole(completed.text()), true);
                  });
      case TurnEvent.TurnInterrupted interrupted ->
          of(interrupted.turn()).ifPresent(_ -> silenced());
      case TurnEvent.TurnFailed failed -> of(failed.turn()).ifPresent(_ -> failed(failed));
      case ToolEvent.ApprovalRequested asked -> asked(asked);
      case ToolEvent.ApprovalDecided decided -> settled(decided.call());
      case ToolEvent.ToolCallSettled settled -> settled(settled.call());
      case CustomerLanguageChanged changed -> {
        language = changed.language();
        form = SpokenForm.in(language);
        socket.send(RelayFrame.language(language));
      }
      case LifecycleEvent.SessionEnded ended -> end(ended.reason());
      // Twilio says it after what it has to say already
      case MessageEvent.Said said when said.by() == Party.HUMAN && !said.mode().isAloud() ->
          voice.speak(List.of(form.of(said.text()) + " "), true);
      case AgentEvent.TakenOver taken -> silence.answeredBy(true, taken.at());
      case AgentEvent.HandedBack back -> silence.answeredBy(false, back.at());
      case TurnEvent _, ToolEvent _, LifecycleEvent _, MessageEvent _ -> {
        // not for the ear
      }
      case MemoryEvent _, CustomerEvent _, AgentEvent _, UsageEvent _ -> {
        // not for the ear
      }
    }
  }

  private void silenced() {
    current.ifPresent(RelayReply::stop);
    voice.stopped();
    current = Optional.empty();
    consent = Optional.empty();
  }

  private void failed(TurnEvent.TurnFailed failed) {
    silenced();
    boolean isWithheld = failed.problem().type().equals(Problem.CONTENT_FILTERED);
    say(isWithheld ? Line.WITHHELD : Line.TROUBLE);
  }

  private void say(Line line) {
    voice.speak(List.of(line(line) + " "), true);
  }

  private void asked(ToolEvent.ApprovalRequested asked) {
    if (of(asked.turn()).isEmpty()) return;
    if (!asked.asksCustomer()) {
      say(Line.ASKING_COLLEAGUE);
      return;
    }
    if (!SpokenConsent.knows(language)) return;
    // what cannot be said aloud remains for a page
    ConsentQuestion.of(asked.label(), asked.arguments())
        .map(question -> question.spoken(line(Line.SHALL_I)))
        .ifPresent(
            question -> {
              consent = Optional.of(new Consent(asked.call(), asked.label(), question, false));
              voice.speak(List.of(question + " "), true);
            });
  }

  private void settled(String call) {
    if (consent.filter(asked -> asked.call().equals(call)).isPresent()) consent = Optional.empty();
  }

  private Optional<RelayReply> of(int turn) {
    return current.filter(reply -> reply.turn() == turn);
  }

  private void answer(List<String> texts, boolean last) {
    if (!texts.isEmpty()) figures.answered(parts.clock().instant());
    voice.speak(texts, last);
  }

  private String line(Line line) {
    return parts.lines().apply(language).get(line);
  }

  // --- the end ----------------------------------------------------------------------------------

  /// Whether nobody waits for words of the agent just now.
  public synchronized boolean isQuiet() {
    boolean isOpen = current.filter(reply -> !reply.isWhole()).isPresent();
    return !isOpen
        && voice.left().isZero()
        && !silence.isBroken()
        && !figures.isAwaited(parts.clock().instant());
  }

  /// Looks whether the caller is silent for too long: see [RelayWatch].
  synchronized void look() {
    if (over) return;
    switch (silence.look(isQuiet(), parts.clock().instant())) {
      case PROMPT -> say(Line.STILL_THERE);
      case GOODBYE -> say(Line.GOODBYE);
      case END -> end("gave-up");
      case NOTHING -> {
        // they may still say something
      }
    }
  }

  /// Ends the call, for a reason in one word.
  public void end(String reason) {
    end(WireObject.create().put("reason", reason));
  }

  private synchronized boolean end(ObjectNode handoff) {
    if (over) return false;
    closed();
    socket.send(RelayFrame.end(handoff));
    socket.end();
    return true;
  }

  /// Ends the talk when its last words are spoken, for the call to go on with somebody else.
  ///
  /// @param target its name, which Twilio brings back: see [RelayHandoff]
  /// @return completes with whether it ends so; false when it was over before
  public synchronized CompletionStage<Boolean> handOver(String target) {
    if (over) return CompletableFuture.completedStage(false);
    var left = new CompletableFuture<Boolean>();
    voice.speak(current.map(RelayReply::rest).orElse(List.of()), true);
    parts.timer().after(voice.left(), () -> left.complete(end(RelayHandoff.to(target))));
    return left;
  }

  /// Twilio has gone.
  public synchronized void closed() {
    if (over) return;
    over = true;
    keypad.stop();
    var now = parts.clock().instant();
    LastFigures.send(parts.call(), figures.until(now), now, parts.ask());
  }
}
