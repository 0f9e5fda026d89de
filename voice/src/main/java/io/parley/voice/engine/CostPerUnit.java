package io.parley.voice.engine;

import java.time.Duration;

/// Prices of an engine, in millionths of the installation's currency. Makers charge for minutes of
/// sound, or for characters read; the other is 0.
public record CostPerUnit(long microsPerMinute, long microsPer1000Characters) {
  public static final CostPerUnit NOTHING = new CostPerUnit(0, 0);

  private static final double MINUTE_NANOS = 60e9;
  private static final double CHARACTERS = 1_000;

  /// In micros, to the nearest.
  long of(Duration audio, long characters) {
    return Math.round(
        audio.toNanos() / MINUTE_NANOS * microsPerMinute
            + characters / CHARACTERS * microsPer1000Characters);
  }
}
