package io.parley.voice.rtp;

import java.time.Duration;

/// How a jitter buffer weighs delay against loss.
///
/// @param clockRate of timestamps, in Hz: 8000 for G.711, 48000 for Opus
/// @param frame how much sound is played at a time
/// @param delayMin the least delay between arrival and playing; @param delayMax the most, however
///   late packets are
/// @param packets the most that are buffered; @param payloadMax the longest payload, in bytes
public record JitterSettings(
    int clockRate,
    Duration frame,
    Duration delayMin,
    Duration delayMax,
    int packets,
    int payloadMax) {
  public JitterSettings {
    if (clockRate < 1)
      throw new IllegalArgumentException("clockRate: " + clockRate + " (expected: ≥ 1)");
    positive("frame", frame);
    if (delayMin.isNegative())
      throw new IllegalArgumentException("delayMin: " + delayMin + " (expected: ≥ 0)");
    if (delayMax.compareTo(delayMin) < 0)
      throw new IllegalArgumentException(
          "delayMax: " + delayMax + " (expected: ≥ " + delayMin + ")");
    if (packets < 2 || Integer.bitCount(packets) != 1)
      throw new IllegalArgumentException("packets: " + packets + " (expected: a power of 2, ≥ 2)");
    if (frame.multipliedBy(packets).compareTo(delayMax) <= 0)
      throw new IllegalArgumentException(
          "packets: %d of %s (expected: more than delayMax %s)"
              .formatted(packets, frame, delayMax));
    if (payloadMax < 1)
      throw new IllegalArgumentException("payloadMax: " + payloadMax + " (expected: ≥ 1)");
  }

  /// Frames of 20 ms, played 20 to 400 ms after they came.
  public static JitterSettings typical(int clockRate) {
    return new JitterSettings(
        clockRate, Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(400), 64, 1_400);
  }

  /// The length of a frame in units of timestamps.
  long frameTicks() {
    return ticks(frame);
  }

  long ticks(Duration duration) {
    return duration.toNanos() * clockRate / 1_000_000_000L;
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive())
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
  }
}
