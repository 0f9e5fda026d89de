package io.parley.voice.echo;

import java.util.Arrays;

/// A possible delay of an echo: a filter of three blocks, in each frequency for itself, with the
/// steps of a Kalman filter as in [EchoFilter].
final class EchoCandidate {
  private static final int TAPS = 3;
  private static final float DRIFT = 0.005f;
  private static final float STEP = 0.7f;

  /// The rest may be so much louder than the heard sound, before all is forgotten.
  private static final float WRONG = 1.25f;

  /// The part of the expected echo that is always looked for, as it may begin late in a call.
  private static final float ALERT = 0.1f;

  private final int delay;
  private final int first;
  private final int end;
  private final float[][] weightRe;
  private final float[][] weightIm;
  private final float[][] doubt;
  private final float[] noise;
  private final float[] leftRe;
  private final float[] leftIm;
  private final float[] scales;
  private float farPower;
  private float echoPower;
  private float errorPower;

  /// @param delay in blocks; @param first bin; @param end bin after the last one
  EchoCandidate(int delay, int first, int end) {
    this.delay = delay;
    this.first = first;
    this.end = end;
    weightRe = new float[TAPS][end];
    weightIm = new float[TAPS][end];
    doubt = new float[TAPS][end];
    noise = new float[end];
    leftRe = new float[end];
    leftIm = new float[end];
    scales = new float[end];
  }

  void doubt(float share) {
    for (var each : doubt) for (int k = first; k < end; k++) each[k] = Math.max(each[k], share);
  }

  /// @param re of the sound that was heard; @param im likewise
  void learn(
      EchoFinder.Spectra played,
      float[] re,
      float[] im,
      float smoothing,
      float nearPower,
      float share) {
    System.arraycopy(re, 0, leftRe, 0, end);
    System.arraycopy(im, 0, leftIm, 0, end);
    Arrays.fill(scales, 0);
    float far = 0;
    for (int tap = 0; tap < TAPS; tap++) {
      int at = played.at(delay + tap);
      predict(tap, played.re[at], played.im[at], played.power[at]);
      for (int k = first; k < end; k++) far += played.power[at][k];
    }
    float error = 0;
    float echo = 0;
    for (int k = first; k < end; k++) {
      float power = leftRe[k] * leftRe[k] + leftIm[k] * leftIm[k];
      float heardRe = re[k] - leftRe[k];
      float heardIm = im[k] - leftIm[k];
      error += power;
      echo += heardRe * heardRe + heardIm * heardIm;
      noise[k] += 0.5f * (power - noise[k]);
      scales[k] = STEP / (Math.max(scales[k], Math.max(noise[k], power)) + 1);
    }
    farPower += smoothing * (far / TAPS - farPower);
    echoPower += smoothing * (echo - echoPower);
    errorPower += smoothing * (error - errorPower);
    if (!(errorPower <= WRONG * nearPower)) forget(nearPower, share);
    for (int tap = 0; tap < TAPS; tap++) {
      int at = played.at(delay + tap);
      update(tap, played.re[at], played.im[at], played.power[at], ALERT * share);
    }
  }

  private void predict(int tap, float[] re, float[] im, float[] power) {
    var wRe = weightRe[tap];
    var wIm = weightIm[tap];
    var d = doubt[tap];
    for (int k = first; k < end; k++) {
      leftRe[k] -= re[k] * wRe[k] - im[k] * wIm[k];
      leftIm[k] -= re[k] * wIm[k] + im[k] * wRe[k];
      scales[k] += d[k] * power[k];
    }
  }

  private void update(int tap, float[] re, float[] im, float[] power, float least) {
    var wRe = weightRe[tap];
    var wIm = weightIm[tap];
    var d = doubt[tap];
    for (int k = first; k < end; k++) {
      float step = d[k] * scales[k];
      wRe[k] += step * (re[k] * leftRe[k] + im[k] * leftIm[k]);
      wIm[k] += step * (re[k] * leftIm[k] - im[k] * leftRe[k]);
      float left = (1 - DRIFT) * (1 - step * power[k]) * d[k];
      d[k] = Math.max(least, left + DRIFT * (wRe[k] * wRe[k] + wIm[k] * wIm[k]));
    }
  }

  private void forget(float nearPower, float share) {
    for (int tap = 0; tap < TAPS; tap++) {
      Arrays.fill(weightRe[tap], 0);
      Arrays.fill(weightIm[tap], 0);
      Arrays.fill(doubt[tap], share);
    }
    errorPower = nearPower;
  }

  float errorPower() {
    return errorPower;
  }

  /// The power of the predicted echo, as a share of the sound played.
  float share() {
    return echoPower / (farPower + 1);
  }

  /// In blocks, of the first loud part.
  int delay() {
    float most = 0;
    for (int tap = 0; tap < TAPS; tap++) most = Math.max(most, energy(tap));
    int tap = 0;
    while (energy(tap) < most / 4) tap++;
    return delay + tap;
  }

  private float energy(int tap) {
    float sum = 0;
    for (int k = first; k < end; k++)
      sum += weightRe[tap][k] * weightRe[tap][k] + weightIm[tap][k] * weightIm[tap][k];
    return sum;
  }
}
