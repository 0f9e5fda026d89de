package io.parley.core.turn;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long a call's recogniser takes to answer an end of speech, as far as the call has seen it. A
/// slow one is waited for: otherwise each of the customer's utterances would be asked for again
/// just before its words come.
///
/// @param awaited an end of speech that was asked for again before it was answered
/// @param usual the longest time of late; it shrinks by an eighth with each answer that is faster
record EarLag(Optional<Instant> awaited, Duration usual) {
  static final EarLag NONE = new EarLag(Optional.empty(), Duration.ZERO);

  private static final int FORGOTTEN = 8;

  /// For answers that take a little longer than those before.
  private static final int MARGIN = 4;

  /// The customer is asked to repeat, and the recogniser still owes its answer.
  ///
  /// @param end of the speech
  EarLag gaveUp(Instant end) {
    return new EarLag(Optional.of(end), usual);
  }

  /// Speech has ended again: an answer from now on may be one to either.
  EarLag confused() {
    return new EarLag(Optional.empty(), usual);
  }

  /// The recogniser has answered.
  ///
  /// @param end of the only speech that it owes an answer to; empty where that is not known
  EarLag answered(Optional<Instant> end, Instant at) {
    var since = awaited.or(() -> end);
    if (since.isEmpty()) return this;
    var took = Duration.between(since.get(), at);
    var before = usual.minus(usual.dividedBy(FORGOTTEN));
    return new EarLag(Optional.empty(), took.compareTo(before) > 0 ? took : before);
  }

  /// How long it is waited for, after an end of speech.
  ///
  /// @param least for one that is fast, or not known yet
  Duration patience(Duration least) {
    var whole = usual.plus(usual.dividedBy(MARGIN));
    return whole.compareTo(least) > 0 ? whole : least;
  }
}
