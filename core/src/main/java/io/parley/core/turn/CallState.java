package io.parley.core.turn;

import io.parley.core.speech.Expectation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A call at one instant. Values of this type come from [TurnTaking] alone; other packages use
/// [#phase].
///
/// @param customer the customer's side of the call
/// @param reply the reply under way
/// @param replies number of replies so far
/// @param promptState counters for prompts and repeated questions
/// @param lag how long the recogniser takes
/// @param asking calls that wait for a colleague
/// @param readBack what the customer spells
/// @param keypad keys that they press, and the menu for them
/// @param colleague what colleagues write to them
/// @param voiceless whether no voice is left
public record CallState(
    CustomerSide customer,
    Optional<Reply> reply,
    int replies,
    PromptState promptState,
    EarLag lag,
    Asking asking,
    ReadBack readBack,
    Keypad keypad,
    ColleagueWords colleague,
    boolean voiceless,
    boolean ended) {

  public enum Phase {
    LISTENING,
    /// A reply is being made, and nothing of it has been heard yet.
    THINKING,
    SPEAKING,
    ENDED
  }

  static CallState at(Instant began) {
    return new CallState(
        CustomerSide.silent(),
        Optional.empty(),
        0,
        new PromptState(0, 0, 0, began, Optional.empty()),
        EarLag.NONE,
        Asking.NOBODY,
        ReadBack.NONE,
        Keypad.IDLE,
        ColleagueWords.NONE,
        false,
        false);
  }

  public Phase phase() {
    if (ended) return Phase.ENDED;
    return reply
        .map(
            r ->
                switch (r.stage()) {
                  case PREPARED -> Phase.LISTENING;
                  case THINKING -> r.isHeardOut() || waits() ? Phase.LISTENING : Phase.THINKING;
                  case SOUNDING -> Phase.SPEAKING;
                })
        .orElse(Phase.LISTENING);
  }

  /// Whether the customer knows that the reply under way waits for a colleague.
  boolean waits() {
    return !asking.calls().isEmpty()
        && reply.filter(r -> r.isLive() && r.number() == asking.told()).isPresent();
  }

  /// The customer's words that are not answered yet; what they have spelled is written out.
  public String words() {
    return RecognisedWords.join(readBack.text(), customer.words().text());
  }

  /// The words that the customer is expected to say next: a hint, so that an answer of whatever
  /// kind is anything.
  public Expectation expected() {
    if (readBack.spelled().isPresent()) return Expectation.YES_OR_NO;
    return expectsAnswer() ? Expectation.FREE : readBack.expected();
  }

  /// Whether a question was asked that few words answer.
  boolean expectsAnswer() {
    return readBack.spelled().isEmpty() && readBack.expected().equals(Expectation.ANSWER);
  }

  /// Whether nobody has the floor: nothing is being said, and nothing waits for an answer.
  public boolean isQuiet() {
    boolean isHeardOut = !customer.speaking() && customer.silentSince().isEmpty();
    return !ended
        && reply.isEmpty()
        && isHeardOut
        && customer.words().text().isEmpty()
        && !readBack.isPending()
        && !keypad.isPending()
        && colleague.waiting().isEmpty();
  }

  /// The reply that is audible now: sounding, and not held.
  public Optional<Integer> audible() {
    return reply
        .filter(r -> r.stage() == Reply.Stage.SOUNDING && r.heldAt().isEmpty())
        .map(Reply::number);
  }

  /// @param prepared the words that the reply was prepared from, or those that were said
  /// @param line the line that it says, if no model makes it
  /// @param since when this stage began; @param heldAt since when it is held
  /// @param stalledAt since when its sound has run dry
  /// @param written whether its text is complete; @param rescued whether another engine was tried
  /// @param questions tool calls that wait for the customer's consent; the first one is being asked
  record Reply(
      int number,
      Stage stage,
      String prepared,
      Optional<Line> line,
      Instant since,
      Optional<Instant> heldAt,
      Optional<Instant> stalledAt,
      boolean written,
      boolean rescued,
      List<Question> questions) {
    enum Stage {
      /// Prepared before the customer has certainly finished.
      PREPARED,
      THINKING,
      SOUNDING
    }

    static Reply of(int number, Stage stage, String words, Optional<Line> line, Instant at) {
      return new Reply(
          number,
          stage,
          words,
          line,
          at,
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          List.of());
    }

    Reply in(Stage next, Instant at) {
      return new Reply(
          number, next, prepared, line, at, heldAt, Optional.empty(), written, rescued, questions);
    }

    Reply held(Optional<Instant> at) {
      return new Reply(
          number, stage, prepared, line, since, at, stalledAt, written, rescued, questions);
    }

    /// Restarts its deadlines.
    Reply withDeadlinesFrom(Instant at) {
      return new Reply(
          number,
          stage,
          prepared,
          line,
          at,
          heldAt,
          stalledAt.map(_ -> at),
          written,
          rescued,
          questions);
    }

    Reply stalled(Instant at) {
      return new Reply(
          number,
          stage,
          prepared,
          line,
          since,
          heldAt,
          Optional.of(at),
          written,
          rescued,
          questions);
    }

    Reply withText() {
      return new Reply(
          number, stage, prepared, line, since, heldAt, stalledAt, true, rescued, questions);
    }

    Reply withRescue() {
      return new Reply(
          number, stage, prepared, line, since, heldAt, stalledAt, written, true, questions);
    }

    Reply asking(List<Question> now) {
      return new Reply(
          number, stage, prepared, line, since, heldAt, stalledAt, written, rescued, now);
    }

    /// The question that is being asked.
    Optional<Question> question() {
      return questions.stream().findFirst();
    }

    /// Whether it waits for the customer's answer to a question.
    boolean isHeardOut() {
      return question().flatMap(Question::heardAt).isPresent();
    }

    /// Whether the customer waits for it: it answers them, and is not just prepared.
    boolean isLive() {
      return stage != Stage.PREPARED;
    }

    boolean says(Line wanted) {
      return line.filter(wanted::equals).isPresent();
    }
  }

  /// "Shall I?"
  ///
  /// @param asked how often it was asked; @param heardAt when its last words were heard
  /// @param overlapped whether the customer was already speaking then: these words are no answer
  record Question(
      String call, String label, int asked, Optional<Instant> heardAt, boolean overlapped) {
    Question askedOnce() {
      return new Question(call, label, asked + 1, Optional.empty(), false);
    }

    Question heard(Instant at, boolean over) {
      return new Question(call, label, asked, Optional.of(at), over);
    }
  }

  /// Consent that colleagues of the company are asked for.
  ///
  /// @param calls tool calls that wait for it
  /// @param told the reply in which the customer was told so, once it was heard; 0 before
  record Asking(Set<String> calls, int told) {
    static final Asking NOBODY = new Asking(Set.of(), 0);
  }

  /// @param prompts how often they were asked whether they are still there, in a row
  /// @param asked how often they were asked to say it again, in a row
  /// @param misses how often somebody spoke and the engine found nothing, in a row
  /// @param quietSince since when nothing has happened
  /// @param owed a line that waits for the end of the reply
  record PromptState(int prompts, int asked, int misses, Instant quietSince, Optional<Line> owed) {
    PromptState quiet(Instant at) {
      return new PromptState(prompts, asked, misses, at, owed);
    }

    PromptState prompted() {
      return new PromptState(prompts + 1, asked, misses, quietSince, owed);
    }

    PromptState heardFrom() {
      return new PromptState(0, asked, misses, quietSince, owed);
    }

    PromptState askedAgain() {
      return new PromptState(prompts, asked + 1, misses, quietSince, owed);
    }

    PromptState missed(int now) {
      return new PromptState(prompts, asked, now, quietSince, owed);
    }

    PromptState understood() {
      return new PromptState(prompts, 0, 0, quietSince, owed);
    }

    PromptState owing(Optional<Line> line) {
      return new PromptState(prompts, asked, misses, quietSince, line);
    }
  }
}
