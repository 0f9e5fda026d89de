package io.parley.bench.felt;

/// The loud samples of a piece of sound.
final class Loudness {
  /// 40 dB below full scale: a listener hears something, and the last consonant of a word counts.
  static final int LOUD = 328;

  private Loudness() {}

  /// Index of the first loud sample; -1 without one.
  static int first(short[] samples) {
    for (int i = 0; i < samples.length; i++) if (Math.abs(samples[i]) >= LOUD) return i;
    return -1;
  }

  /// Index of the last loud sample; -1 without one.
  static int last(short[] samples) {
    for (int i = samples.length - 1; i >= 0; i--) if (Math.abs(samples[i]) >= LOUD) return i;
    return -1;
  }
}
