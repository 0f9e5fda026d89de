package io.parley.voice.sound;

import io.parley.core.speech.AudioFrame;

/// Converts one stream of sound from one sample rate to another. A polyphase filter: the windowed
/// sinc of the common multiple of both rates (Kaiser's window; J. F. Kaiser, "Nonrecursive digital
/// filter design using the I0-sinh window function", 1974), of which each output sample needs only
/// the taps that meet an input sample.
///
/// Frequencies below 85 % of half the lower rate pass (3.4 kHz of a telephone's 4); those that
/// would alias are 80 dB down. The delay is 33 samples of the lower rate: 4.2 ms at 8 kHz. For one
/// stream and one thread; frames follow each other without gaps.
public final class Resampler {
  private static final double STOPBAND_DB = 80;
  private static final double PASSBAND = 0.85;

  /// The block size; longer input is processed in blocks.
  private static final int BLOCK = 960;

  private final int from;
  private final int to;
  private final int up;
  private final int down;
  private final int taps;
  // a row for each phase, reversed, so that it runs along with the samples
  private final float[] filter;
  private final float[] window;
  // where the next output sample lies after the block's first input sample, in parts of 1/up of one
  private int position;

  /// @param from sample rate of the input, in Hz; @param to of the output
  public Resampler(int from, int to) {
    this.from = AudioFrame.checkedRate(from);
    this.to = AudioFrame.checkedRate(to);
    int common = gcd(from, to);
    up = to / common;
    down = from / common;
    double lower = Math.min(from, to);
    double rate = (double) from * up;
    // length and shape by Kaiser's formulas for this attenuation and transition
    double transition = 2 * Math.PI * (1 - PASSBAND) * lower / 2 / rate;
    int length = (int) Math.ceil((STOPBAND_DB - 7.95) / (2.285 * transition));
    taps = Math.ceilDiv(length, up);
    filter = phases(taps * up, lower * (1 + PASSBAND) / 4 / rate);
    window = new float[taps - 1 + BLOCK];
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /// The most samples of output for `length` samples of input.
  public int outputMax(int length) {
    return Math.toIntExact(Math.ceilDiv((long) length * up, down));
  }

  /// Converts the next samples of the stream. Where the rates divide evenly, as with frames of 10
  /// ms and their multiples, the number of samples that comes out is always the same.
  ///
  /// @return how many were written to `output`, beginning at `outputOffset`
  public int convert(short[] input, int offset, int length, short[] output, int outputOffset) {
    if (from == to) {
      System.arraycopy(input, offset, output, outputOffset, length);
      return length;
    }
    int written = 0;
    for (int at = 0; at < length; at += BLOCK)
      written +=
          convertBlock(
              input, offset + at, Math.min(BLOCK, length - at), output, outputOffset + written);
    return written;
  }

  private int convertBlock(short[] input, int offset, int length, short[] output, int to) {
    for (int i = 0; i < length; i++) window[taps - 1 + i] = input[offset + i];
    int end = length * up;
    int at = position;
    int written = to;
    for (; at < end; at += down) {
      int newest = at / up;
      output[written++] = rounded(dot((at - newest * up) * taps, newest));
    }
    position = at - end;
    System.arraycopy(window, length, window, 0, taps - 1);
    return written - to;
  }

  /// Four sums at once: in a single one each addition would wait for the one before.
  private float dot(int row, int start) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < taps; i += 4) {
      a += filter[row + i] * window[start + i];
      b += filter[row + i + 1] * window[start + i + 1];
      c += filter[row + i + 2] * window[start + i + 2];
      d += filter[row + i + 3] * window[start + i + 3];
    }
    for (; i < taps; i++) a += filter[row + i] * window[start + i];
    return (a + b) + (c + d);
  }

  private static short rounded(float sample) {
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample)));
  }

  /// @param length of the whole filter; @param cutoff as a share of its sample rate
  private float[] phases(int length, double cutoff) {
    var rows = new float[length];
    double beta = 0.1102 * (STOPBAND_DB - 8.7);
    double middle = (length - 1) / 2.0;
    for (int i = 0; i < length; i++) {
      double x = i - middle;
      double sinc = x == 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
      double edge = x / (middle + 0.5);
      double kaiser = bessel(beta * Math.sqrt(1 - edge * edge)) / bessel(beta);
      // scaled up, as each phase sees only a share of the input
      rows[(i % up) * taps + taps - 1 - i / up] = (float) (sinc * kaiser * up);
    }
    return rows;
  }

  /// The modified Bessel function I0, by its series.
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-12; k++) {
      term *= x * x / (4.0 * k * k);
      sum += term;
    }
    return sum;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
