package io.parley.voice.codec;

/// G.722 at 64 kbit/s, whose lost frames repeat the pitch before them.
public final class G722Decoder implements SoundDecoder {
  private static final int LIMIT_MAX = 16_383;
  private static final int LIMIT_MIN = -16_384;

  /// Differences of the lower band, for all six bits.
  private static final int[] LOW_LEVELS = {
    -136, -136, -136, -136, -24808, -21904, -19008, -16704,
    -14984, -13512, -12280, -11192, -10232, -9360, -8576, -7856,
    -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576,
    -3168, -2776, -2400, -2032, -1688, -1360, -1040, -728,
    24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192,
    10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
    4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032,
    1688, 1360, 1040, 728, 432, 136, -432, -136
  };

  private final G722Band lower = G722Band.lower();
  private final G722Band higher = G722Band.higher();
  private final G722.Mirror mirror = new G722.Mirror();
  private final PitchRepetition gaps = new PitchRepetition(G722.SAMPLE_RATE);

  @Override
  public int sampleRate() {
    return G722.SAMPLE_RATE;
  }

  @Override
  public int frameSamples() {
    return G722.FRAME;
  }

  @Override
  public void decode(byte[] payload, int length, short[] frame) {
    if (length < G722.BYTES) {
      gaps.conceal(frame);
      return;
    }
    for (int i = 0; i < G722.BYTES; i++) {
      int low = low(payload[i] & 0x3f);
      int high = high((payload[i] >> 6) & 3);
      mirror.push(low + high, low - high);
      frame[2 * i] = (short) G722Band.saturated(mirror.ofSecond() >> 11);
      frame[2 * i + 1] = (short) G722Band.saturated(mirror.ofFirst() >> 11);
    }
    gaps.heard(frame);
  }

  private int low(int code) {
    int sample = lower.predicted() + lower.difference(LOW_LEVELS[code]);
    G722.adaptLow(lower, code);
    return Math.clamp(sample, LIMIT_MIN, LIMIT_MAX);
  }

  private int high(int code) {
    int predicted = higher.predicted();
    return Math.clamp(predicted + G722.adaptHigh(higher, code), LIMIT_MIN, LIMIT_MAX);
  }

  @Override
  public void conceal(byte[] following, int length, short[] frame) {
    gaps.conceal(frame);
  }
}
