package io.parley.voice.call;

import io.parley.voice.leg.Leg;
import java.time.Duration;

/// When the last seconds of sound arrived. Late ticks come in bursts, so counting frames back from
/// now would date what they hold too early: before a question that it answers, for instance.
final class Arrivals {
  /// Frames that are remembered, about 2.5 s: longer than a gate needs to notice a change.
  private static final int FRAMES = 128;

  private final int sampleRate;
  private final long[] positions = new long[FRAMES];
  private final long[] nanos = new long[FRAMES];
  private long count;

  /// @param sampleRate of positions, in Hz
  Arrivals(int sampleRate) {
    this.sampleRate = sampleRate;
  }

  /// A frame that begins at this position has arrived.
  ///
  /// @param now a reading of [MediaClock#nanoTime]
  void add(long position, long now) {
    int slot = (int) (count++ % FRAMES);
    positions[slot] = position;
    nanos[slot] = now;
  }

  /// How long ago the sound at this position was made, at most by the count of samples until the
  /// newest frame, and the time since that one: judging it takes some milliseconds.
  ///
  /// @param end the position after the newest frame
  /// @param now a reading of [MediaClock#nanoTime], after the first frame
  Duration ago(long position, long end, long now) {
    long sinceNewest = now - nanos[(int) ((count - 1) % FRAMES)];
    var bySamples = lengthOf(end - position).plusNanos(sinceNewest);
    for (long frame = count - 1; frame >= Math.max(0, count - FRAMES); frame--) {
      int slot = (int) (frame % FRAMES);
      if (positions[slot] > position) continue;
      // its first sample was made a tick before it arrived
      var intoFrame = lengthOf(position - positions[slot]);
      var byArrival = Duration.ofNanos(now - nanos[slot]).plus(Leg.TICK).minus(intoFrame);
      return byArrival.compareTo(bySamples) < 0 ? byArrival : bySamples;
    }
    return bySamples;
  }

  private Duration lengthOf(long samples) {
    return Duration.ofNanos(samples * 1_000_000_000L / sampleRate);
  }
}
