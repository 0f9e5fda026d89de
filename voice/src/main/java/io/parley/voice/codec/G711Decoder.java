package io.parley.voice.codec;

/// G.711 with concealment after the idea of its Appendix I: a gap repeats the last pitch period
/// ever quieter, and the real sound is faded in again after it. Frames of 20 ms.
public final class G711Decoder implements SoundDecoder {
  private static final int FRAME = 160;

  // 66 to 200 Hz, as in the appendix
  private static final int PITCH_MIN = 40;
  private static final int PITCH_MAX = 120;

  /// Samples that are compared to find the pitch.
  private static final int COMPARED = 160;

  private static final int HISTORY = PITCH_MAX + COMPARED;

  /// 10 ms at full strength, and 50 more to silence.
  private static final int FULL = 80;

  private static final int FADE = 400;

  /// Over so many samples the real sound comes back.
  private static final int OVERLAP = 32;

  private final G711 law;
  private final short[] history = new short[HISTORY];
  private int pitch;
  // how many samples in a row were concealed
  private int madeUp;

  public G711Decoder(G711 law) {
    this.law = law;
  }

  @Override
  public int sampleRate() {
    return G711.SAMPLE_RATE;
  }

  @Override
  public int frameSamples() {
    return FRAME;
  }

  @Override
  public void decode(byte[] payload, int length, short[] frame) {
    if (length < FRAME) {
      conceal(payload, 0, frame);
      return;
    }
    law.decode(payload, 0, FRAME, frame, 0);
    if (madeUp > 0) fadeIn(frame);
    madeUp = 0;
    remember(frame);
  }

  @Override
  public void conceal(byte[] following, int length, short[] frame) {
    if (madeUp == 0) pitch = pitch();
    for (int i = 0; i < FRAME; i++) frame[i] = next();
    // concealed samples are not learned from: the period stays the last real one
  }

  /// The next sample of the repetition.
  private short next() {
    int at = HISTORY - pitch + madeUp % pitch;
    float strength = Math.clamp(1f - (madeUp - FULL) / (float) FADE, 0f, 1f);
    madeUp++;
    return (short) (history[at] * strength);
  }

  private void fadeIn(short[] frame) {
    for (int i = 0; i < OVERLAP; i++) {
      float share = (i + 1f) / (OVERLAP + 1f);
      frame[i] = (short) (frame[i] * share + next() * (1 - share));
    }
  }

  private void remember(short[] frame) {
    System.arraycopy(history, FRAME, history, 0, HISTORY - FRAME);
    System.arraycopy(frame, 0, history, HISTORY - FRAME, FRAME);
  }

  /// The distance at which the newest sound is most like what came before it.
  private int pitch() {
    int best = PITCH_MAX;
    double likest = 0;
    for (int lag = PITCH_MIN; lag <= PITCH_MAX; lag++) {
      double product = 0;
      double power = 1;
      for (int i = HISTORY - COMPARED; i < HISTORY; i++) {
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
