package io.parley.voice.codec;

/// One of the two bands of G.722, as both ends keep it: the step of the quantizer, which follows
/// the codes (blocks 3L and 3H of the recommendation), and the prediction of the next sample from
/// two poles and six zeros, which follows the differences (blocks 4L and 4H). Numbers are of 16
/// bits.
final class G722Band {
  private static final int ZEROS = 6;

  /// 2¹¹ times the powers of 2^(1/32).
  private static final int[] POWERS = {
    2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
    2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
  };

  private final int logMax;
  private final int shift;
  private int log;
  private int step;

  private int predicted;
  private int zeroPart;
  // poles and zeros, and the signals that they weigh, the newest first
  private int pole1;
  private int pole2;
  private int rebuilt1;
  private int rebuilt2;
  private int partial1;
  private int partial2;
  private final int[] zeros = new int[ZEROS];
  private final int[] differences = new int[ZEROS];

  private G722Band(int logMax, int shift, int step) {
    this.logMax = logMax;
    this.shift = shift;
    this.step = step;
  }

  /// Up to 4 kHz.
  static G722Band lower() {
    return new G722Band(18_432, 8, 32);
  }

  /// From 4 kHz on.
  static G722Band higher() {
    return new G722Band(22_528, 10, 8);
  }

  /// Of the next sample.
  int predicted() {
    return predicted;
  }

  /// A quantized difference.
  ///
  /// @param level of the inverse quantizer's table, for a step of 2¹⁵
  int difference(int level) {
    return (step * level) >> 15;
  }

  /// A threshold of the quantizer.
  ///
  /// @param level of its table, for a step of 2¹²
  int threshold(int level) {
    return (step * level) >> 12;
  }

  /// Takes the sample's code.
  ///
  /// @param multiplier how the step changes, as a logarithm
  /// @param difference quantized, between the sample and its prediction
  void adapt(int multiplier, int difference) {
    log = Math.clamp(((log * 127) >> 7) + multiplier, 0, logMax);
    int exponent = shift - (log >> 11);
    int power = POWERS[(log >> 6) & 31];
    step = (exponent < 0 ? power << -exponent : power >> exponent) << 2;
    predict(difference);
  }

  private void predict(int difference) {
    int rebuilt = saturated(predicted + difference);
    int partial = saturated(zeroPart + difference);
    adaptPoles(partial);
    adaptZeros(difference);
    System.arraycopy(differences, 0, differences, 1, ZEROS - 1);
    differences[0] = difference;
    rebuilt2 = rebuilt1;
    rebuilt1 = rebuilt;
    partial2 = partial1;
    partial1 = partial;
    int polePart =
        saturated(
            ((pole1 * saturated(2 * rebuilt1)) >> 15) + ((pole2 * saturated(2 * rebuilt2)) >> 15));
    int sum = 0;
    for (int i = 0; i < ZEROS; i++) sum += (zeros[i] * saturated(2 * differences[i])) >> 15;
    zeroPart = saturated(sum);
    predicted = saturated(polePart + zeroPart);
  }

  private void adaptPoles(int partial) {
    boolean likeFirst = isSameSign(partial, partial1);
    int turn = saturated(pole1 << 2);
    turn = likeFirst ? Math.min(-turn, 32_767) : turn;
    int second =
        (turn >> 7) + (isSameSign(partial, partial2) ? 128 : -128) + ((pole2 * 32_512) >> 15);
    pole2 = Math.clamp(second, -12_288, 12_288);
    int first = saturated((likeFirst ? 192 : -192) + ((pole1 * 32_640) >> 15));
    int bound = saturated(15_360 - pole2);
    pole1 = Math.clamp(first, -bound, bound);
  }

  private void adaptZeros(int difference) {
    int gain = difference == 0 ? 0 : 128;
    for (int i = 0; i < ZEROS; i++) {
      int leaked = (zeros[i] * 32_640) >> 15;
      zeros[i] = saturated(leaked + (isSameSign(difference, differences[i]) ? gain : -gain));
    }
  }

  private static boolean isSameSign(int one, int other) {
    return one >> 15 == other >> 15;
  }

  static int saturated(int value) {
    return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
