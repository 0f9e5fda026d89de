package io.parley.voice.echo;

import java.util.ArrayList;

/// The discrete Fourier transform of real samples, by a complex one of half the size: Stockham's
/// self-sorting algorithm (W. T. Cochran and others, "What is the fast Fourier transform?", 1967)
/// with radices 2 to 5, as 20 ms are never a power of two. For one thread: it has working space.
final class Fft {
  private final int size;
  private final int half;
  private final Stage[] stages;
  private final float[] cos;
  private final float[] sin;
  private float[] re;
  private float[] im;
  private float[] otherRe;
  private float[] otherIm;

  /// @param size even, and half of it a product of 2, 3 and 5
  Fft(int size) {
    this.size = size;
    this.half = size / 2;
    this.stages = stages(half);
    cos = new float[half + 1];
    sin = new float[half + 1];
    for (int k = 0; k <= half; k++) {
      cos[k] = (float) Math.cos(2 * Math.PI * k / size);
      sin[k] = (float) Math.sin(2 * Math.PI * k / size);
    }
    re = new float[half];
    im = new float[half];
    otherRe = new float[half];
    otherIm = new float[half];
  }

  /// Frequencies of a spectrum: from 0 to half the sample rate, both included.
  int bins() {
    return half + 1;
  }

  void forward(float[] samples, float[] toRe, float[] toIm) {
    for (int i = 0; i < half; i++) {
      re[i] = samples[2 * i];
      im[i] = samples[2 * i + 1];
    }
    transform();
    toRe[0] = re[0] + im[0];
    toIm[0] = 0;
    toRe[half] = re[0] - im[0];
    toIm[half] = 0;
    for (int k = 1; k < half; k++) {
      // even and odd samples' spectra, and then the last butterfly
      float evenRe = (re[k] + re[half - k]) / 2;
      float evenIm = (im[k] - im[half - k]) / 2;
      float oddRe = (im[k] + im[half - k]) / 2;
      float oddIm = (re[half - k] - re[k]) / 2;
      toRe[k] = evenRe + cos[k] * oddRe + sin[k] * oddIm;
      toIm[k] = evenIm + cos[k] * oddIm - sin[k] * oddRe;
    }
  }

  void inverse(float[] fromRe, float[] fromIm, float[] samples) {
    for (int k = 0; k < half; k++) {
      float evenRe = fromRe[k] + fromRe[half - k];
      float evenIm = fromIm[k] - fromIm[half - k];
      float diffRe = fromRe[k] - fromRe[half - k];
      float diffIm = fromIm[k] + fromIm[half - k];
      float oddRe = cos[k] * diffRe - sin[k] * diffIm;
      float oddIm = cos[k] * diffIm + sin[k] * diffRe;
      // with real and imaginary parts exchanged the transform is the inverse one
      im[k] = evenRe - oddIm;
      re[k] = evenIm + oddRe;
    }
    transform();
    float scale = 1f / size;
    for (int i = 0; i < half; i++) {
      samples[2 * i] = im[i] * scale;
      samples[2 * i + 1] = re[i] * scale;
    }
  }

  private void transform() {
    for (var stage : stages) {
      stage.run(re, im, otherRe, otherIm);
      var swapped = re;
      re = otherRe;
      otherRe = swapped;
      swapped = im;
      im = otherIm;
      otherIm = swapped;
    }
  }

  private static Stage[] stages(int length) {
    var radices = new ArrayList<Integer>();
    int rest = length;
    for (int radix : new int[] {5, 3, 4, 2})
      for (; rest % radix == 0; rest /= radix) radices.add(radix);
    if (rest != 1)
      throw new IllegalArgumentException(
          "size: %d (expected: twice a product of 2, 3 and 5)".formatted(2 * length));
    var stages = new Stage[radices.size()];
    int stride = 1;
    for (int i = 0; i < stages.length; i++) {
      stages[i] = new Stage(radices.get(i), length / stride, stride);
      stride *= radices.get(i);
    }
    return stages;
  }

  /// One pass over all samples: `groups` butterflies, each for `stride` interleaved transforms.
  private static final class Stage {
    private final int radix;
    private final int groups;
    private final int stride;
    private final float[] cos;
    private final float[] sin;

    /// @param length of the transforms before this pass
    Stage(int radix, int length, int stride) {
      this.radix = radix;
      this.groups = length / radix;
      this.stride = stride;
      cos = new float[groups * radix];
      sin = new float[groups * radix];
      for (int p = 0; p < groups; p++)
        for (int j = 0; j < radix; j++) {
          cos[p * radix + j] = (float) Math.cos(2 * Math.PI * p * j / length);
          sin[p * radix + j] = (float) -Math.sin(2 * Math.PI * p * j / length);
        }
    }

    void run(float[] re, float[] im, float[] toRe, float[] toIm) {
      for (int p = 0; p < groups; p++) {
        switch (radix) {
          case 2 -> two(p, re, im, toRe, toIm);
          case 3 -> three(p, re, im, toRe, toIm);
          case 4 -> four(p, re, im, toRe, toIm);
          default -> five(p, re, im, toRe, toIm);
        }
      }
    }

    private void two(int p, float[] re, float[] im, float[] toRe, float[] toIm) {
      float c = cos[2 * p + 1];
      float s = sin[2 * p + 1];
      int a = stride * p;
      int b = a + stride * groups;
      int to = 2 * stride * p;
      for (int q = 0; q < stride; q++) {
        float dRe = re[a + q] - re[b + q];
        float dIm = im[a + q] - im[b + q];
        toRe[to + q] = re[a + q] + re[b + q];
        toIm[to + q] = im[a + q] + im[b + q];
        toRe[to + stride + q] = dRe * c - dIm * s;
        toIm[to + stride + q] = dRe * s + dIm * c;
      }
    }

    private void three(int p, float[] re, float[] im, float[] toRe, float[] toIm) {
      int a = stride * p;
      int b = a + stride * groups;
      int c = b + stride * groups;
      int to = 3 * stride * p;
      for (int q = 0; q < stride; q++) {
        float sumRe = re[b + q] + re[c + q];
        float sumIm = im[b + q] + im[c + q];
        float midRe = re[a + q] - sumRe / 2;
        float midIm = im[a + q] - sumIm / 2;
        float turnRe = SIN_3 * (im[b + q] - im[c + q]);
        float turnIm = -SIN_3 * (re[b + q] - re[c + q]);
        toRe[to + q] = re[a + q] + sumRe;
        toIm[to + q] = im[a + q] + sumIm;
        put(p, 1, to + q, midRe + turnRe, midIm + turnIm, toRe, toIm);
        put(p, 2, to + q, midRe - turnRe, midIm - turnIm, toRe, toIm);
      }
    }

    private void four(int p, float[] re, float[] im, float[] toRe, float[] toIm) {
      int a = stride * p;
      int b = a + stride * groups;
      int c = b + stride * groups;
      int d = c + stride * groups;
      int to = 4 * stride * p;
      for (int q = 0; q < stride; q++) {
        float acRe = re[a + q] + re[c + q];
        float acIm = im[a + q] + im[c + q];
        float diffRe = re[a + q] - re[c + q];
        float diffIm = im[a + q] - im[c + q];
        float bdRe = re[b + q] + re[d + q];
        float bdIm = im[b + q] + im[d + q];
        // times -i
        float turnRe = im[b + q] - im[d + q];
        float turnIm = re[d + q] - re[b + q];
        toRe[to + q] = acRe + bdRe;
        toIm[to + q] = acIm + bdIm;
        put(p, 1, to + q, diffRe + turnRe, diffIm + turnIm, toRe, toIm);
        put(p, 2, to + q, acRe - bdRe, acIm - bdIm, toRe, toIm);
        put(p, 3, to + q, diffRe - turnRe, diffIm - turnIm, toRe, toIm);
      }
    }

    private void five(int p, float[] re, float[] im, float[] toRe, float[] toIm) {
      int step = stride * groups;
      int to = 5 * stride * p;
      for (int q = 0; q < stride; q++) {
        int a = stride * p + q;
        float outRe = re[a + step] + re[a + 4 * step];
        float outIm = im[a + step] + im[a + 4 * step];
        float inRe = re[a + 2 * step] + re[a + 3 * step];
        float inIm = im[a + 2 * step] + im[a + 3 * step];
        float outDiffRe = re[a + step] - re[a + 4 * step];
        float outDiffIm = im[a + step] - im[a + 4 * step];
        float inDiffRe = re[a + 2 * step] - re[a + 3 * step];
        float inDiffIm = im[a + 2 * step] - im[a + 3 * step];
        float firstRe = re[a] + COS_5 * outRe + COS_5_2 * inRe;
        float firstIm = im[a] + COS_5 * outIm + COS_5_2 * inIm;
        float secondRe = re[a] + COS_5_2 * outRe + COS_5 * inRe;
        float secondIm = im[a] + COS_5_2 * outIm + COS_5 * inIm;
        float firstTurnRe = SIN_5 * outDiffIm + SIN_5_2 * inDiffIm;
        float firstTurnIm = -SIN_5 * outDiffRe - SIN_5_2 * inDiffRe;
        float secondTurnRe = SIN_5_2 * outDiffIm - SIN_5 * inDiffIm;
        float secondTurnIm = -SIN_5_2 * outDiffRe + SIN_5 * inDiffRe;
        toRe[to + q] = re[a] + outRe + inRe;
        toIm[to + q] = im[a] + outIm + inIm;
        put(p, 1, to + q, firstRe + firstTurnRe, firstIm + firstTurnIm, toRe, toIm);
        put(p, 2, to + q, secondRe + secondTurnRe, secondIm + secondTurnIm, toRe, toIm);
        put(p, 3, to + q, secondRe - secondTurnRe, secondIm - secondTurnIm, toRe, toIm);
        put(p, 4, to + q, firstRe - firstTurnRe, firstIm - firstTurnIm, toRe, toIm);
      }
    }

    /// Turns the butterfly's output `j` by its twiddle factor.
    private void put(int p, int j, int to, float re, float im, float[] toRe, float[] toIm) {
      float c = cos[p * radix + j];
      float s = sin[p * radix + j];
      toRe[to + j * stride] = re * c - im * s;
      toIm[to + j * stride] = re * s + im * c;
    }

    private static final float SIN_3 = (float) Math.sin(2 * Math.PI / 3);
    private static final float COS_5 = (float) Math.cos(2 * Math.PI / 5);
    private static final float COS_5_2 = (float) Math.cos(4 * Math.PI / 5);
    private static final float SIN_5 = (float) Math.sin(2 * Math.PI / 5);
    private static final float SIN_5_2 = (float) Math.sin(4 * Math.PI / 5);
  }
}
