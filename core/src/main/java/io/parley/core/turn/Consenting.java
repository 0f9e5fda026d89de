package io.parley.core.turn;

import io.parley.core.tool.Approval;
import io.parley.core.turn.CallAction.AnswerConsent;
import io.parley.core.turn.CallAction.AskConsent;
import io.parley.core.turn.CallEvent.ConsentAsked;
import io.parley.core.turn.CallEvent.ConsentDecided;
import io.parley.core.turn.CallEvent.QuestionHeard;
import io.parley.core.turn.CallState.Question;
import io.parley.core.turn.CallState.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// "Shall I?": the customer's consent to a tool call, asked aloud in the middle of a reply. Only an
/// utterance that began after the question's last word is an answer. Words into the question are a
/// barge-in as usual, which ends the turn and withdraws the request. So do unclear words after the
/// last time of asking: the model answers them.
final class Consenting {
  /// How often a question is asked.
  static final int ASKS_MAX = 2;

  static final char YES = '1';
  static final char NO = '2';

  private Consenting() {}

  static void asked(Floor floor, ConsentAsked event) {
    var reply = floor.reply(event.reply()).filter(Reply::isLive);
    if (reply.isEmpty() || floor.state().voiceless()) return;
    if (!SpokenConsent.knows(floor.settings().language())) return;
    if (reply.get().questions().stream().anyMatch(q -> q.call().equals(event.call()))) return;
    var all = new ArrayList<>(reply.get().questions());
    all.add(new Question(event.call(), event.label(), 0, Optional.empty(), false));
    floor.reply(r -> r.asking(List.copyOf(all)));
    if (all.size() == 1) ask(floor);
  }

  /// Asks the first question, perhaps again.
  private static void ask(Floor floor) {
    var reply = floor.reply().orElseThrow();
    var question = reply.question().orElseThrow();
    first(floor, question.askedOnce());
    floor.reply(r -> r.withDeadlinesFrom(floor.at()));
    // a consent is never made out of sounds that merely resemble it
    floor.readBack(ReadBack.NONE);
    floor.act(new AskConsent(reply.number(), question.call(), question.asked() > 0));
  }

  static void heard(Floor floor, QuestionHeard event) {
    var question =
        floor
            .reply(event.reply())
            .flatMap(Reply::question)
            .filter(q -> q.asked() > 0 && q.heardAt().isEmpty());
    if (question.isEmpty()) return;
    var customer = floor.customer();
    boolean overlaps =
        customer.speaking()
            || customer.silentSince().isPresent()
            || !customer.words().isEmpty()
            || !customer.words().answered();
    first(floor, question.get().heard(event.at(), overlaps));
    floor.reply(reply -> reply.in(Reply.Stage.THINKING, event.at()));
  }

  /// When silence follows the question for too long: then it is asked again, and at last declined.
  static Optional<Instant> due(CallState state, TurnSettings settings) {
    var customer = state.customer();
    if (customer.speaking() || customer.silentSince().isPresent() || state.keypad().isPending())
      return Optional.empty();
    var patience = settings.patience();
    return state
        .reply()
        .filter(reply -> reply.stage() == Reply.Stage.THINKING && reply.heldAt().isEmpty())
        .flatMap(Reply::question)
        .flatMap(
            question ->
                question
                    .heardAt()
                    .map(
                        at ->
                            at.plus(
                                isLast(state, question) ? patience.muted() : patience.silence())));
  }

  static void remind(Floor floor) {
    var question = floor.reply().flatMap(Reply::question).orElseThrow();
    if (isLast(floor.state(), question)) answer(floor, question, Approval.REJECT, "(silence)");
    else ask(floor);
  }

  private static boolean isLast(CallState state, Question question) {
    return state.voiceless() || question.asked() >= ASKS_MAX;
  }

  /// Whether the customer's present words are an answer, and so no barge-in.
  static boolean listens(Floor floor) {
    return open(floor, floor.customer()).isPresent();
  }

  /// Takes the words of a finished utterance.
  ///
  /// @return whether they belong to a question
  static boolean answered(Floor floor, CustomerSide customer) {
    var heard = floor.live().flatMap(Reply::question).filter(q -> q.heardAt().isPresent());
    var words = customer.words();
    if (heard.isEmpty()) return false;
    var question = heard.get();
    if (open(floor, customer).isEmpty()) {
      // a "yes" into the last words of the question may be for something else
      if (BargeIn.interrupts(floor, customer)) return false;
      if (question.asked() < ASKS_MAX) ask(floor);
      else first(floor, question.heard(floor.at(), false));
      return true;
    }
    boolean isSure = words.confidence() >= floor.settings().confidenceMin();
    var meaning =
        isSure
            ? SpokenConsent.of(words.text(), floor.settings().language(), question.label())
            : SpokenConsent.UNCLEAR;
    switch (meaning) {
      case YES -> answer(floor, question, Approval.APPROVE, words.text());
      case NO -> answer(floor, question, Approval.REJECT, words.text());
      case UNCLEAR -> {
        if (question.asked() < ASKS_MAX) ask(floor);
        else floor.say(words.text(), words.confidence());
      }
    }
    return true;
  }

  /// Whether this first key may be an answer, and so is no barge-in yet: any after the question,
  /// and those of a yes and a no while it is asked.
  static boolean mayAnswer(CallState state, PressedKeys pressed) {
    return state
        .reply()
        .filter(Reply::isLive)
        .flatMap(Reply::question)
        .filter(question -> question.heardAt().isPresent() || isDecision(pressed.text().charAt(0)))
        .isPresent();
  }

  private static boolean isDecision(char key) {
    return key == YES || key == NO;
  }

  /// Takes one key alone.
  ///
  /// @param pressed when; a key that came before the question's last word decides nothing
  /// @return whether it belongs to a question
  static boolean keyed(Floor floor, char key, Instant pressed) {
    var asked = floor.live().flatMap(Reply::question);
    if (asked.isEmpty()) return false;
    var question = asked.get();
    boolean isHeard = question.heardAt().filter(at -> !pressed.isBefore(at)).isPresent();
    if (!isHeard) return isDecision(key);
    if (isDecision(key)) {
      var decision = key == YES ? Approval.APPROVE : Approval.REJECT;
      answer(floor, question, decision, String.valueOf(key));
      return true;
    }
    if (question.asked() >= ASKS_MAX) return false;
    ask(floor);
    return true;
  }

  private static void answer(Floor floor, Question question, Approval decision, String words) {
    floor.act(new AnswerConsent(question.call(), decision, words));
    close(floor, question.call());
  }

  static void decided(Floor floor, ConsentDecided event) {
    close(floor, event.call());
  }

  /// The question has an answer: asks the next one, or waits for the rest of the reply.
  private static void close(Floor floor, String call) {
    var reply = floor.reply();
    if (reply.isEmpty()) return;
    var before = reply.get().questions();
    var after = before.stream().filter(question -> !question.call().equals(call)).toList();
    if (after.size() == before.size()) return;
    boolean wasFirst = before.getFirst().call().equals(call);
    floor.reply(r -> r.asking(after).withDeadlinesFrom(floor.at()));
    if (wasFirst && !after.isEmpty()) ask(floor);
  }

  /// The question that these words of the customer answer.
  private static Optional<Question> open(Floor floor, CustomerSide customer) {
    return floor
        .live()
        .flatMap(Reply::question)
        .filter(question -> !question.overlapped())
        .filter(q -> q.heardAt().filter(at -> !customer.since().isBefore(at)).isPresent());
  }

  private static void first(Floor floor, Question question) {
    floor.reply(
        reply -> {
          var all = new ArrayList<>(reply.questions());
          all.set(0, question);
          return reply.asking(List.copyOf(all));
        });
  }
}
