package io.parley.voice.rtp;

/// Turns numbers that begin anew at some power of two, as RTP's sequence numbers and timestamps do,
/// into ones that do not: each is taken for the one that is nearest to the newest so far.
final class Unwrapping {
  private final long period;
  private long newest = -1;

  /// @param bits 16 or 32
  Unwrapping(int bits) {
    period = 1L << bits;
  }

  /// The number that this one must be, without taking note of it.
  long peek(long wrapped) {
    // a period ahead of 0, so that what came before the first one is still positive
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
