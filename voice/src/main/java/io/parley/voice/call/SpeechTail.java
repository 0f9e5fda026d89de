package io.parley.voice.call;

/// Where the sound of speech ended. A voice detector's likelihood falls only some 100 ms after the
/// last sound, and an answer is late by as much where silence is counted from there. For the media
/// clock's thread.
final class SpeechTail {
  /// Frames that are remembered, 1.3 s: more than a gate needs to notice an end, and the speech
  /// before it.
  private static final int FRAMES = 64;

  /// A detector is late by so much at most: four windows of Silero.
  private static final double LATE_SECONDS = 0.128;

  /// Sound that is weaker than the loudest of the latest speech by more than this, 25 dB, is no
  /// part of it.
  private static final double FALLEN = 0.003;

  private final double[] powers = new double[FRAMES];
  private final long[] ends = new long[FRAMES];
  private final long late;
  private int count;

  /// @param sampleRate of positions, in Hz
  SpeechTail(int sampleRate) {
    this.late = Math.round(LATE_SECONDS * sampleRate);
  }

  /// The next frame.
  ///
  /// @param end the position after it
  void add(short[] samples, long end) {
    double sum = 0;
    for (short sample : samples) sum += (double) sample * sample;
    powers[count % FRAMES] = sum / Math.max(1, samples.length);
    ends[count++ % FRAMES] = end;
  }

  /// The position after the last sound that belongs to the speech.
  ///
  /// @param noticed where the detector's likelihood fell
  /// @return at most `noticed`, and at most a detector's delay before it
  long end(long noticed) {
    double loudest = 0;
    for (int i = 0; i < Math.min(count, FRAMES); i++)
      if (ends[i] <= noticed) loudest = Math.max(loudest, powers[i]);
    long last = Math.max(0, noticed - late);
    for (int i = 0; i < Math.min(count, FRAMES); i++)
      if (powers[i] > FALLEN * loudest && ends[i] <= noticed) last = Math.max(last, ends[i]);
    return last;
  }
}
