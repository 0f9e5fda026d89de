package io.parley.voice.echo;

import java.util.Arrays;

/// Attenuates what an [EchoFilter] has left of an echo: where distortion of the line, an echo
/// longer than the filter, or a filter that still learns leave more than can be predicted. In each
/// band sound is attenuated only as far as the echo may account for it, so that the near end is
/// heard while both talk.
///
/// How much is left is learned as by J.-M. Valin ("On adjusting the learning rate in frequency
/// domain echo cancellation with double-talk", 2007): the near end's power does not follow that of
/// the echo, and the residual echo's does.
final class Suppressor {
  /// The largest attenuation: 26 dB.
  private static final float LEAST = 0.05f;

  /// The residual echo is taken as so much louder than estimated, as it varies.
  private static final float MARGIN = 4;

  /// An echo of a room falls by 30 dB in 200 ms or more slowly.
  private static final float FALL = 0.5f;

  /// A codec's distortion of loud bands may be louder than the echo in quiet ones.
  private static final float SPREAD = 10;

  private static final int BANDS = 18;

  /// Of means of powers, over blocks.
  private static final float MEAN = 0.05f;

  private final int block;
  private final int bins;
  private final int[] edges;
  private final Fft fft;
  private final Shaper shaper;
  private final float[] samples;
  private final float[] re;
  private final float[] im;
  private final float[] echo = new float[BANDS];
  private final float[] error = new float[BANDS];
  private final float[] unknown = new float[BANDS];
  private final float[] far = new float[BANDS];
  private final Leak ofEcho = new Leak();
  private final Leak ofFar = new Leak();
  private final float[] residual = new float[BANDS];
  private final float[] gain = new float[BANDS];
  private final float[] gains;
  private final float[] sound;
  private float coupling;

  /// @param rate in Hz; @param block samples at a time
  Suppressor(int rate, int block) {
    this.block = block;
    fft = new Fft(2 * block);
    bins = fft.bins();
    edges = edges(rate, bins);
    shaper = new Shaper(block);
    samples = new float[2 * block];
    re = new float[bins];
    im = new float[bins];
    gains = new float[bins];
    sound = new float[2 * block];
    begin(1);
  }

  /// @param share power of the echo, as a share of the sound played
  void begin(float share) {
    coupling = share;
    Arrays.fill(gain, 1);
    Arrays.fill(residual, 0);
    Arrays.fill(far, 0);
    // a filter that has learned nothing leaves all
    ofEcho.begin(1);
    ofFar.begin(share);
  }

  /// Bands grow with frequency, as those of hearing do: 100 Hz wide below 500 Hz, and a fifth of
  /// their frequency from there.
  private static int[] edges(int rate, int bins) {
    var edges = new int[BANDS + 1];
    double most = bark(rate / 2.0);
    int bin = 1;
    for (int b = 1; b < BANDS; b++) {
      while (bark(bin * (rate / 2.0) / (bins - 1)) < most * b / BANDS) bin++;
      edges[b] = Math.max(edges[b - 1] + 1, bin);
    }
    edges[BANDS] = bins;
    return edges;
  }

  /// Of a frequency (H. Traunmüller, "Analytical expressions for the tonotopic sensory scale",
  /// 1990).
  private static double bark(double frequency) {
    return 26.81 * frequency / (1960 + frequency) - 0.53;
  }

  /// Replaces `left`, the next block without its predicted echo.
  ///
  /// @param predicted the echo that was taken out
  /// @param filter which has learned from this block, unless it did not sound
  void suppress(float[] left, float[] predicted, EchoFilter filter) {
    Arrays.fill(samples, 0, block, 0);
    System.arraycopy(predicted, 0, samples, block, block);
    fft.forward(samples, re, im);
    boolean isFlat = true;
    for (int b = 0; b < BANDS; b++) {
      gather(b, filter);
      learn(b);
      isFlat &= gain(b);
    }
    System.arraycopy(sound, block, sound, 0, block);
    System.arraycopy(left, 0, sound, block, block);
    if (!isFlat) spread();
    // the shaped block must not become the next one's past
    System.arraycopy(sound, 0, samples, 0, 2 * block);
    shaper.shape(samples, gains, isFlat);
    System.arraycopy(samples, block, left, 0, block);
  }

  private void gather(int b, EchoFilter filter) {
    float echoSum = 0;
    float errorSum = 0;
    float unknownSum = 0;
    float farSum = 0;
    for (int k = edges[b]; k < edges[b + 1]; k++) {
      echoSum += re[k] * re[k] + im[k] * im[k];
      errorSum += filter.errorPower()[k];
      unknownSum += filter.unknown()[k] / 2;
      // of two blocks, not of one
      farSum += filter.farPower()[k] / 2;
    }
    echo[b] = echoSum;
    error[b] = errorSum;
    unknown[b] = unknownSum;
    far[b] = Math.max(farSum, FALL * far[b]);
  }

  private void learn(int b) {
    ofEcho.learn(b, echo[b], error[b], 2 * echo[b]);
    ofFar.learn(b, far[b], error[b], 2 * coupling * far[b]);
  }

  /// @return whether the band passes
  private boolean gain(int b) {
    float left =
        Math.max(
            Math.min(SPREAD, ofEcho.share(b)) * echo[b],
            Math.min(coupling, ofFar.share(b)) * far[b]);
    residual[b] = Math.max(FALL * residual[b], Math.max(left, unknown[b]));
    float share = MARGIN * residual[b] / (error[b] + block);
    float wanted = share < 0.05f ? 1 : (float) Math.sqrt(Math.max(0, 1 - share));
    // opens at once and closes slowly
    gain[b] = Math.max(LEAST, Math.max(wanted, gain[b] * 0.5f));
    return gain[b] == 1;
  }

  /// Gains of bands as gains of frequencies, without steps.
  private void spread() {
    for (int b = 0; b < BANDS; b++) {
      int from = b == 0 ? 0 : (edges[b] + edges[b - 1]) / 2;
      int middle = (edges[b] + edges[b + 1]) / 2;
      float before = b == 0 ? gain[0] : gain[b - 1];
      for (int k = from; k < middle; k++)
        gains[k] = before + (gain[b] - before) * (k - from) / (middle - from);
    }
    Arrays.fill(gains, (edges[BANDS - 1] + bins) / 2, bins, gain[BANDS - 1]);
  }

  /// In each band the share of a sound's power that is in the residual echo: the slope of the
  /// error's power over that of the sound.
  private final class Leak {
    private final float[] mean = new float[BANDS];
    private final float[] errorMean = new float[BANDS];
    private final float[] both = new float[BANDS];
    private final float[] square = new float[BANDS];

    void begin(float share) {
      Arrays.fill(mean, 0);
      Arrays.fill(errorMean, 0);
      Arrays.fill(both, share * block);
      Arrays.fill(square, block);
    }

    /// @param most the residual echo's greatest power: an error beyond it is the near end, and
    ///   teaches less the louder it is
    void learn(int b, float power, float error, float most) {
      if (power < block) return;
      float rate = MEAN * Math.min(1, most / (error + 1));
      mean[b] += MEAN * (power - mean[b]);
      errorMean[b] += MEAN * (error - errorMean[b]);
      float varied = power - mean[b];
      both[b] += rate * (varied * (error - errorMean[b]) - both[b]);
      square[b] += rate * (varied * varied - square[b]);
    }

    float share(int b) {
      return Math.max(1e-3f * coupling, both[b] / (square[b] + 1e-9f));
    }
  }
}
