package io.parley.voice.relay;

import io.parley.core.quality.CallFigures;
import io.parley.core.quality.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The figures of one call through ConversationRelay. Twilio has its sound, so there are only times
/// of what passes here: from the caller's words to the first text of the reply. For one thread at a
/// time.
final class RelayFigures {
  private static final String WAY = "relay";

  /// A reply that has not begun by then may never come: the caller talks to a colleague, say.
  private static final Duration BEGUN_WITHIN = Duration.ofSeconds(5);

  private final Instant began;
  private final Samples text = new Samples();
  private Optional<Instant> said = Optional.empty();
  private long interruptions;

  RelayFigures(Instant began) {
    this.began = began;
  }

  /// The caller's words came.
  void said(Instant at) {
    said = Optional.of(at);
  }

  /// Text of a reply went out.
  void answered(Instant at) {
    said.ifPresent(since -> text.add(Duration.between(since, at)));
    said = Optional.empty();
  }

  /// Whether words of the caller came so lately that the first text of a reply may still follow.
  boolean isAwaited(Instant at) {
    return said.filter(since -> at.isBefore(since.plus(BEGUN_WITHIN))).isPresent();
  }

  void interrupted() {
    interruptions++;
  }

  CallFigures until(Instant at) {
    var length = CallFigures.seconds(Duration.between(began, at));
    return CallFigures.withoutSound(WAY, length, text.spread(), interruptions);
  }
}
