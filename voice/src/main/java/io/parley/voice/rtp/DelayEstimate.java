package io.parley.voice.rtp;

import java.time.Duration;
import java.util.Arrays;

/// How long packets must be buffered so that hardly any is late: the 97th percentile of their delay
/// over the fastest packet, in the last five seconds. The fastest one is from the last ten seconds
/// or so, to follow drifting clocks and changing routes. Times are in nanoseconds.
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

  /// @param transit arrival less timestamp, on any two clocks of the same rate
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

  /// The transit of an undelayed packet.
  long base() {
    return Math.min(fastest, fastestBefore);
  }

  /// The delay over that of all but a few packets.
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
