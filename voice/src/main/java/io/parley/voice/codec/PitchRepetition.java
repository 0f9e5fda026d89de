package io.parley.voice.codec;

/// Conceals gaps after the idea of G.711's Appendix I: a gap repeats the last pitch period ever
/// quieter, and the real sound is faded in again after it. Frames of 20 ms. For codecs that have no
/// concealment of their own.
final class PitchRepetition {
  private final int frame;
  // 66 to 200 Hz, as in the appendix
  private final int pitchMin;
  private final int pitchMax;

  /// 10 ms at full strength, and 50 more to silence.
  private final int full;

  private final int fade;

  /// Over so many samples the real sound comes back: 4 ms.
  private final int overlap;

  private final short[] history;
  private int pitch;
  // how many samples in a row were concealed
  private int madeUp;

  /// @param sampleRate in Hz
  PitchRepetition(int sampleRate) {
    frame = sampleRate / 50;
    pitchMin = sampleRate / 200;
    pitchMax = 3 * sampleRate / 200;
    full = sampleRate / 100;
    fade = sampleRate / 20;
    overlap = sampleRate / 250;
    // the longest period, and as much sound as is compared to find it
    history = new short[pitchMax + frame];
  }

  /// A frame came: its beginning is blended with the end of a gap before it.
  void heard(short[] sound) {
    if (madeUp > 0) fadeIn(sound);
    madeUp = 0;
    System.arraycopy(history, frame, history, 0, history.length - frame);
    System.arraycopy(sound, 0, history, history.length - frame, frame);
  }

  /// Writes a frame in place of a missing one.
  void conceal(short[] sound) {
    if (madeUp == 0) pitch = pitch();
    for (int i = 0; i < frame; i++) sound[i] = next();
    // concealed samples are not learned from: the period stays the last real one
  }

  /// The next sample of the repetition.
  private short next() {
    int at = history.length - pitch + madeUp % pitch;
    float strength = Math.clamp(1f - (madeUp - full) / (float) fade, 0f, 1f);
    madeUp++;
    return (short) (history[at] * strength);
  }

  private void fadeIn(short[] sound) {
    for (int i = 0; i < overlap; i++) {
      float share = (i + 1f) / (overlap + 1f);
      sound[i] = (short) (sound[i] * share + next() * (1 - share));
    }
  }

  /// The distance at which the newest sound is most like what came before it.
  private int pitch() {
    int best = pitchMax;
    double likest = 0;
    for (int lag = pitchMin; lag <= pitchMax; lag++) {
      double product = 0;
      double power = 1;
      for (int i = history.length - frame; i < history.length; i++) {
        product += (double) history[i] * history[i - lag];
        power += (double) history[i - lag] * history[i - lag];
      }
      double likeness = product / Math.sqrt(power);
      if (likeness > likest) {
        likest = likeness;
        best = lag;
      }
    }
    return best;
  }
}
