package io.parley.voice.echo;

import java.util.Arrays;

/// Applies a gain for each frequency to sound, in blocks, without a delay: by filters of minimum
/// phase, made of the gains by way of the cepstrum (A. V. Oppenheim and R. W. Schafer, "Discrete-
/// Time Signal Processing", the chapter on cepstra). From one block to the next the gains fade.
final class Shaper {
  private final int block;
  private final int bins;
  private final Fft fft;
  private final float[] samples;
  private final float[] faded;
  private final float[] re;
  private final float[] im;
  private final float[] outRe;
  private final float[] outIm;
  private float[] nowRe;
  private float[] nowIm;
  private float[] nextRe;
  private float[] nextIm;
  private boolean isFlat = true;

  Shaper(int block) {
    this.block = block;
    fft = new Fft(2 * block);
    bins = fft.bins();
    samples = new float[2 * block];
    faded = new float[2 * block];
    re = new float[bins];
    im = new float[bins];
    outRe = new float[bins];
    outIm = new float[bins];
    nowRe = new float[bins];
    nowIm = new float[bins];
    nextRe = new float[bins];
    nextIm = new float[bins];
    Arrays.fill(nowRe, 1);
  }

  /// Writes the shaped block to the second half of `sound`, whose first half is the block before.
  ///
  /// @param gains from 0, exclusive, to 1
  /// @param flat whether all gains are 1; then sound passes unchanged after the fade
  void shape(float[] sound, float[] gains, boolean flat) {
    if (flat && isFlat) return;
    if (flat) {
      Arrays.fill(nextRe, 1);
      Arrays.fill(nextIm, 0);
    } else minimumPhase(gains);
    fft.forward(sound, re, im);
    filter(nowRe, nowIm, samples);
    filter(nextRe, nextIm, faded);
    for (int i = 0; i < block; i++) {
      float share = (i + 1f) / block;
      sound[block + i] = samples[block + i] * (1 - share) + faded[block + i] * share;
    }
    var before = nowRe;
    nowRe = nextRe;
    nextRe = before;
    before = nowIm;
    nowIm = nextIm;
    nextIm = before;
    isFlat = flat;
  }

  private void filter(float[] byRe, float[] byIm, float[] to) {
    for (int k = 0; k < bins; k++) {
      outRe[k] = re[k] * byRe[k] - im[k] * byIm[k];
      outIm[k] = re[k] * byIm[k] + im[k] * byRe[k];
    }
    fft.inverse(outRe, outIm, to);
  }

  private void minimumPhase(float[] gains) {
    for (int k = 0; k < bins; k++) outRe[k] = (float) Math.log(gains[k]);
    Arrays.fill(outIm, 0);
    fft.inverse(outRe, outIm, samples);
    for (int i = 1; i < block; i++) samples[i] *= 2;
    Arrays.fill(samples, block + 1, 2 * block, 0);
    fft.forward(samples, outRe, outIm);
    for (int k = 0; k < bins; k++) {
      nextRe[k] = gains[k] * (float) Math.cos(outIm[k]);
      nextIm[k] = gains[k] * (float) Math.sin(outIm[k]);
    }
  }
}
