package io.parley.voice.rtp;

/// Unwraps numbers that wrap at a power of two, such as RTP's sequence numbers and timestamps: each
/// becomes the candidate nearest to the newest so far.
final class Unwrapping {
  private final long period;
  private long newest = -1;

  /// @param bits 16 or 32
  Unwrapping(int bits) {
    period = 1L << bits;
  }

  /// The unwrapped number, without remembering it.
  long peek(long wrapped) {
    // a period ahead of 0, so that numbers before the first one are still positive
    if (newest < 0) return wrapped + period;
    long ahead = (wrapped - newest) & (period - 1);
    return ahead < period / 2 ? newest + ahead : newest + ahead - period;
  }

  long next(long wrapped) {
    long unwrapped = peek(wrapped);
    newest = Math.max(newest, unwrapped);
    return unwrapped;
  }

  void reset() {
    newest = -1;
  }
}
