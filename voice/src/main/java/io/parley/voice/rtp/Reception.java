package io.parley.voice.rtp;

/// Reception statistics for reports (RFC 3550, appendix A.3 and A.8). Counts continue from one
/// stream to the next; reports describe the newest. For one thread.
final class Reception {
  /// Numbers this far behind are late, not wrapped around.
  private static final int HALF = 1 << 15;

  private final int clockRate;
  private boolean started;
  private int ssrc;
  private long first;
  private long highest;
  private long received;
  private long expectedBefore;
  private long receivedBefore;
  private long lostOfOthers;
  private boolean hasTransit;
  private long transit;
  private double jitter;

  Reception(int clockRate) {
    this.clockRate = clockRate;
  }

  /// @param sequence 16 bits; @param timestamp 32 bits; @param now in nanoseconds
  void add(int newSsrc, int sequence, long timestamp, long now) {
    count(newSsrc, sequence);
    long arrival = (long) (now / 1e9 * clockRate);
    long newTransit = (int) (arrival - timestamp);
    if (hasTransit) {
      long difference = Math.abs((int) (newTransit - transit));
      // more than ten seconds is not jitter: the sender has restarted
      if (difference < 10L * clockRate) jitter += (difference - jitter) / 16;
    }
    hasTransit = true;
    transit = newTransit;
  }

  /// The same for a packet whose timestamp is not its sending time.
  void count(int newSsrc, int sequence) {
    if (!started || newSsrc != ssrc) begin(newSsrc, sequence);
    int ahead = (short) (sequence - (int) highest);
    // no packet is so early or late: the sender has restarted
    if (Math.abs(ahead) > HALF / 8) begin(newSsrc, sequence);
    else if (ahead > 0) highest += ahead;
    received++;
  }

  private void begin(int newSsrc, int sequence) {
    lostOfOthers = lost();
    started = true;
    ssrc = newSsrc;
    // one cycle up, so that numbers before the first are still positive
    first = sequence + 2L * HALF;
    highest = first;
    received = 0;
    expectedBefore = 0;
    receivedBefore = 0;
    hasTransit = false;
    jitter = 0;
  }

  boolean started() {
    return started;
  }

  int ssrc() {
    return ssrc;
  }

  /// The highest number, with its cycles.
  int extendedHighest() {
    return (int) (highest - 2L * HALF);
  }

  /// Missing packets, in all streams. Duplicates count as received.
  long lost() {
    return lostOfOthers + lostOfThis();
  }

  long lostOfThis() {
    return started ? Math.max(0, expected() - received) : 0;
  }

  private long expected() {
    return highest - first + 1;
  }

  /// Lost packets since the last call, in 1/256.
  int fractionLost() {
    long expectedNow = expected() - expectedBefore;
    long lostNow = expectedNow - (received - receivedBefore);
    expectedBefore = expected();
    receivedBefore = received;
    if (expectedNow <= 0 || lostNow <= 0) return 0;
    return (int) Math.min(255, lostNow * 256 / expectedNow);
  }

  /// In units of timestamps.
  long jitter() {
    return (long) jitter;
  }

  double jitterMillis() {
    return jitter * 1_000 / clockRate;
  }
}
