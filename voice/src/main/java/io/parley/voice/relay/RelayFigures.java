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

  void interrupted() {
    interruptions++;
  }

  CallFigures until(Instant at) {
    var length = CallFigures.seconds(Duration.between(began, at));
    return CallFigures.withoutSound(WAY, length, text.spread(), interruptions);
  }
}
