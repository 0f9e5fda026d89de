package io.parley.voice.rtp;

import java.time.Duration;
import java.util.Arrays;

/// How long packets must be kept so that hardly any comes too late: the 97th percentile of how much
/// later than the fastest they came, over the last five seconds of them. The fastest one is of the
/// last ten seconds or so, so that clocks may drift and routes change. Times are in nanoseconds.
final class DelayEstimate {
  private static final int PACKETS = 256;
  private static final int BINS = 256;
  private static final long BIN = Duration.ofMillis(4).toNanos();
  private static final double PERCENTILE = 0.97;

  private final int[] histogram = new int[BINS];
  private final int[] recent = new int[PACKETS];
  private int count;
  private int next;
  // the fastest of this stretch of packets and of the one before
  private long fastest = Long.MAX_VALUE;
  private long fastestBefore = Long.MAX_VALUE;
  private int inStretch;

  /// @param transit arrival less timestamp, on any two clocks that run alike
  void add(long transit) {
    fastest = Math.min(fastest, transit);
    int bin = (int) Math.min(BINS - 1, (transit - base()) / BIN);
    if (count == PACKETS) histogram[recent[next]]--;
    else count++;
    histogram[bin]++;
    recent[next] = bin;
    next = (next + 1) % PACKETS;
    if (++inStretch == PACKETS) {
      fastestBefore = fastest;
      fastest = transit;
      inStretch = 0;
    }
  }

  /// The transit of a packet that was not delayed at all.
  long base() {
    return Math.min(fastest, fastestBefore);
  }

  /// How much later than that all but a few came.
  long spread() {
    int few = count - (int) Math.ceil(count * PERCENTILE);
    int above = 0;
    for (int bin = BINS - 1; bin > 0; bin--) {
      above += histogram[bin];
      if (above > few) return (bin + 1) * BIN;
    }
    return 0;
  }

  void reset() {
    Arrays.fill(histogram, 0);
    count = 0;
    next = 0;
    fastest = Long.MAX_VALUE;
    fastestBefore = Long.MAX_VALUE;
    inStretch = 0;
  }
}
