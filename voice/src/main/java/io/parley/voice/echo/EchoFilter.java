package io.parley.voice.echo;

import java.util.Arrays;

/// Learns how a line changes played sound into the echo that comes back, and predicts the echo: an
/// adaptive filter of long impulse responses, by blocks of spectra (J.-S. Soo and K. K. Pang,
/// "Multidelay block frequency domain adaptive filter", 1990). The step of each frequency is a
/// Kalman filter's (G. Enzner and P. Vary, "Frequency-domain adaptive Kalman filter for acoustic
/// echo control in hands-free telephones", 2006; in partitions by F. Kuech and others, 2014): large
/// while the response is unknown, small while the near end speaks, so that double talk needs no
/// detector of its own.
///
/// For each block first [#predict], then [#learn] or nothing. For one thread.
final class EchoFilter {
  /// Of the near end's power, over blocks.
  private static final float SMOOTHING = 0.5f;

  /// Partitions that are cleared of the transform's wrap-around with each block, in turn.
  private static final int CONSTRAINED = 2;

  private final int block;
  private final int partitions;
  private final int bins;
  private final float keep;
  private final float drift;
  private final Fft fft;
  // of the last blocks of played sound, the newest at `newest`
  private final float[][] farRe;
  private final float[][] farIm;
  private final float[][] farPower;
  private final float[][] weightRe;
  private final float[][] weightIm;
  // the variance of the weights' errors
  private final float[][] doubt;
  private final float[] unknown;
  private final float[] errorPower;
  private final float[] nearPower;
  private final float[] scales;
  private final float[] sumRe;
  private final float[] sumIm;
  private final float[] samples;
  private final float[] far;
  private int newest;
  private int constrained;

  /// @param block samples at a time; @param partitions blocks that an impulse response lasts
  /// @param drift share of the response that is forgotten with each block, as lines change
  EchoFilter(int block, int partitions, double drift) {
    this.block = block;
    this.partitions = partitions;
    this.drift = (float) drift;
    this.keep = (float) (1 - drift);
    fft = new Fft(2 * block);
    bins = fft.bins();
    farRe = new float[partitions][bins];
    farIm = new float[partitions][bins];
    farPower = new float[partitions][bins];
    weightRe = new float[partitions][bins];
    weightIm = new float[partitions][bins];
    doubt = new float[partitions][bins];
    unknown = new float[bins];
    errorPower = new float[bins];
    nearPower = new float[bins];
    scales = new float[bins];
    sumRe = new float[bins];
    sumIm = new float[bins];
    samples = new float[2 * block];
    far = new float[2 * block];
  }

  int bins() {
    return bins;
  }

  int partitions() {
    return partitions;
  }

  /// Forgets what it learned.
  void forget() {
    for (int p = 0; p < partitions; p++) {
      Arrays.fill(weightRe[p], 0);
      Arrays.fill(weightIm[p], 0);
      Arrays.fill(doubt[p], 0);
    }
    Arrays.fill(nearPower, 0);
    Arrays.fill(unknown, 0);
  }

  /// Forgets what was played.
  void silence() {
    for (int p = 0; p < partitions; p++) {
      Arrays.fill(farRe[p], 0);
      Arrays.fill(farIm[p], 0);
      Arrays.fill(farPower[p], 0);
    }
    Arrays.fill(far, 0);
  }

  /// Expects errors in the learned response, at least: the better the guess, the faster it learns.
  ///
  /// @param share power of the error, as a share of the sound played, in the first partitions
  /// @param steady for how many partitions; @param fall share that is left in each one after them
  void doubt(double share, int steady, double fall) {
    for (int p = 0; p < partitions; p++) {
      float least = (float) (share * Math.pow(fall, Math.max(0, p - steady + 1)));
      for (int k = 0; k < bins; k++) doubt[p][k] = Math.max(doubt[p][k], least);
    }
  }

  /// Takes the next block of played sound, and writes its echo to `echo`.
  void predict(float[] played, float[] echo) {
    newest = newest == 0 ? partitions - 1 : newest - 1;
    System.arraycopy(far, block, far, 0, block);
    System.arraycopy(played, 0, far, block, block);
    fft.forward(far, farRe[newest], farIm[newest]);
    power(farRe[newest], farIm[newest], farPower[newest]);
    Arrays.fill(sumRe, 0);
    Arrays.fill(sumIm, 0);
    for (int p = 0; p < partitions; p++)
      multiply(farRe[at(p)], farIm[at(p)], weightRe[p], weightIm[p]);
    fft.inverse(sumRe, sumIm, samples);
    System.arraycopy(samples, block, echo, 0, block);
  }

  private int at(int partition) {
    int at = newest + partition;
    return at < partitions ? at : at - partitions;
  }

  private static void power(float[] re, float[] im, float[] to) {
    for (int k = 0; k < to.length; k++) to[k] = re[k] * re[k] + im[k] * im[k];
  }

  private void multiply(float[] aRe, float[] aIm, float[] bRe, float[] bIm) {
    for (int k = 0; k < bins; k++) {
      sumRe[k] += aRe[k] * bRe[k] - aIm[k] * bIm[k];
      sumIm[k] += aRe[k] * bIm[k] + aIm[k] * bRe[k];
    }
  }

  /// Learns from what is left of the block without its predicted echo.
  void learn(float[] error) {
    Arrays.fill(samples, 0, block, 0);
    System.arraycopy(error, 0, samples, block, block);
    fft.forward(samples, sumRe, sumIm);
    power(sumRe, sumIm, errorPower);
    Arrays.fill(unknown, 0);
    for (int p = 0; p < partitions; p++) addProduct(doubt[p], farPower[at(p)], unknown);
    step();
    for (int p = 0; p < partitions; p++) update(p, at(p));
    for (int i = 0; i < CONSTRAINED; i++) {
      constrain(constrained);
      constrained = (constrained + 1) % partitions;
    }
  }

  private static void addProduct(float[] a, float[] b, float[] to) {
    for (int k = 0; k < to.length; k++) to[k] += a[k] * b[k];
  }

  /// Scales the error's spectrum by the part that the weights share out by doubt.
  private void step() {
    for (int k = 0; k < bins; k++) {
      nearPower[k] += SMOOTHING * (errorPower[k] - nearPower[k]);
      float near = Math.max(0, Math.max(nearPower[k], errorPower[k]) - unknown[k] / 2);
      // half of the theory's steps: neighbouring blocks share samples, so that their steps add up
      scales[k] = 1 / (unknown[k] + 2 * near + block);
      sumRe[k] *= scales[k];
      sumIm[k] *= scales[k];
    }
  }

  private void update(int p, int at) {
    var re = farRe[at];
    var im = farIm[at];
    var power = farPower[at];
    var wRe = weightRe[p];
    var wIm = weightIm[p];
    var d = doubt[p];
    for (int k = 0; k < bins; k++) {
      wRe[k] += d[k] * (re[k] * sumRe[k] + im[k] * sumIm[k]);
      wIm[k] += d[k] * (re[k] * sumIm[k] - im[k] * sumRe[k]);
      float left = 1 - d[k] * power[k] * scales[k] / 2;
      d[k] = keep * left * d[k] + drift * (wRe[k] * wRe[k] + wIm[k] * wIm[k]);
    }
  }

  private void constrain(int p) {
    fft.inverse(weightRe[p], weightIm[p], samples);
    Arrays.fill(samples, block, 2 * block, 0);
    fft.forward(samples, weightRe[p], weightIm[p]);
  }

  /// The power of the learned response in a partition.
  float energy(int p) {
    float sum = 0;
    for (int k = 0; k < bins; k++)
      sum += weightRe[p][k] * weightRe[p][k] + weightIm[p][k] * weightIm[p][k];
    return sum / bins;
  }

  /// The power of the last error, by frequency, of a block behind a block of silence.
  float[] errorPower() {
    return errorPower;
  }

  /// The power of the last block that was played, by frequency.
  float[] farPower() {
    return farPower[newest];
  }

  /// Twice the power in the last error that is expected from the weights' errors.
  float[] unknown() {
    return unknown;
  }
}
