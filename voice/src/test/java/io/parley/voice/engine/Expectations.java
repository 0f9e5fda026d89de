package io.parley.voice.engine;

import io.parley.outbound.breaker.BreakerSettings;
import java.time.Duration;

/// Guard settings of the tests: numbers that are easy to calculate with.
final class Expectations {
  static final BreakerSettings BREAKER =
      new BreakerSettings(3, Duration.ofSeconds(15), Duration.ofSeconds(60));

  /// 5 s to a transcript, 4 s to the first sound, 2 s between sounds, 1 s of silence; half a second
  /// a character, 40 characters a second; 6,000 micros a minute, 30,000 for 1,000 characters.
  static final GuardSettings GUARD =
      new GuardSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(4),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          0.5,
          40,
          BREAKER,
          new CostPerUnit(6_000, 30_000));

  private Expectations() {}
}
