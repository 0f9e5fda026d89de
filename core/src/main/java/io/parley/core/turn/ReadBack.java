package io.parley.core.turn;

import io.parley.core.speech.Expectation;
import io.parley.core.speech.spelling.Spelling;
import java.util.Optional;

/// The question to the customer, and the spelled answer. The session does not have it yet.
///
/// @param expected what the last reply asked for
/// @param spelled what was read back, and waits for a yes
/// @param first what was spelled at first, if it was wrong
/// @param confidence of the least certain utterance
/// @param tries how often it was wrong, or not answered
record ReadBack(
    Expectation expected,
    Optional<Spelling> spelled,
    Optional<Spelling> first,
    double confidence,
    int tries) {
  static final ReadBack NONE = expecting(Expectation.FREE);

  static ReadBack expecting(Expectation expected) {
    return new ReadBack(expected, Optional.empty(), Optional.empty(), 1, 0);
  }

  /// It is read back.
  ReadBack of(Spelling now, double certainty) {
    return new ReadBack(expected, Optional.of(now), first, Math.min(confidence, certainty), tries);
  }

  /// It is asked again.
  ReadBack unanswered() {
    return new ReadBack(expected, spelled, first, confidence, tries + 1);
  }

  /// It is spelled again.
  ReadBack wrong() {
    return new ReadBack(
        Expectation.SPELLED, Optional.empty(), first.or(() -> spelled), confidence, tries + 1);
  }

  /// Whether words of the customer wait here.
  boolean isPending() {
    return spelled.isPresent() || first.isPresent();
  }

  /// The spelled text, written out, within the words beside it.
  String text() {
    return spelled
        .map(now -> first.map(wrong -> wrong.sentence(now)).orElseGet(now::sentence))
        .orElse("");
  }

  /// All words as they were heard.
  String asHeard() {
    return RecognisedWords.join(
        first.map(Spelling::asHeard).orElse(""), spelled.map(Spelling::asHeard).orElse(""));
  }
}
