package io.parley.voice.codec;

/// G.722 at 64 kbit/s.
public final class G722Encoder implements SoundEncoder {
  /// Thresholds of the lower band's quantizer.
  private static final int[] LOW_THRESHOLDS = {
    35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023,
    1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
  };

  private static final int HIGH_THRESHOLD = 564;

  private final G722Band lower = G722Band.lower();
  private final G722Band higher = G722Band.higher();
  private final G722.Mirror mirror = new G722.Mirror();

  @Override
  public int encode(short[] frame, byte[] payload, int offset) {
    for (int i = 0; i < G722.BYTES; i++) {
      mirror.push(frame[2 * i], frame[2 * i + 1]);
      int odd = mirror.ofFirst();
      int even = mirror.ofSecond();
      int low = low((even + odd) >> 14);
      int high = high((even - odd) >> 14);
      payload[offset + i] = (byte) ((high << 6) | low);
    }
    return G722.BYTES;
  }

  private int low(int sample) {
    int difference = G722Band.saturated(sample - lower.predicted());
    int size = difference < 0 ? ~difference : difference;
    int step = 0;
    while (step < LOW_THRESHOLDS.length && size >= lower.threshold(LOW_THRESHOLDS[step])) step++;
    int code = difference < 0 ? negative(step) : 61 - step;
    G722.adaptLow(lower, code);
    return code;
  }

  /// The two smallest negative codes are out of order.
  private static int negative(int step) {
    return step < 2 ? 63 - step : 33 - step;
  }

  private int high(int sample) {
    int difference = G722Band.saturated(sample - higher.predicted());
    int size = difference < 0 ? ~difference : difference;
    boolean isLarge = size >= higher.threshold(HIGH_THRESHOLD);
    int code = (difference < 0 ? 0 : 2) | (isLarge ? 0 : 1);
    G722.adaptHigh(higher, code);
    return code;
  }
}
