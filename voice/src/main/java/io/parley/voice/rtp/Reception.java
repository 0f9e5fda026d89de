package io.parley.voice.rtp;

/// How a stream arrives, as reports tell it (RFC 3550, appendix A.3 and A.8). Counts go on when one
/// stream follows another; what a report tells is of the newest. For one thread.
final class Reception {
  /// Numbers this far behind are late, not a round ahead.
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
      // by more than ten seconds is no jitter: the sender has begun anew
      if (difference < 10L * clockRate) jitter += (difference - jitter) / 16;
    }
    hasTransit = true;
    transit = newTransit;
  }

  /// The same for a packet whose timestamp does not tell when it was sent.
  void count(int newSsrc, int sequence) {
    if (!started || newSsrc != ssrc) begin(newSsrc, sequence);
    int ahead = (short) (sequence - (int) highest);
    // by so much no packet is early or late: the sender has begun anew
    if (Math.abs(ahead) > HALF / 8) begin(newSsrc, sequence);
    else if (ahead > 0) highest += ahead;
    received++;
  }

  private void begin(int newSsrc, int sequence) {
    lostOfOthers = lost();
    started = true;
    ssrc = newSsrc;
    // a round up, so that what came before the first is still positive
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

  /// The highest number, with its rounds.
  int extendedHighest() {
    return (int) (highest - 2L * HALF);
  }

  /// Packets that have not come, in all streams. Duplicates count as such that have.
  long lost() {
    return lostOfOthers + lostOfThis();
  }

  long lostOfThis() {
    return started ? Math.max(0, expected() - received) : 0;
  }

  private long expected() {
    return highest - first + 1;
  }

  /// Of 256, what was lost since the last time that this was asked.
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
