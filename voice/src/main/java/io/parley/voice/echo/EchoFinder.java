package io.parley.voice.echo;

import io.parley.voice.sound.Resampler;
import java.time.Duration;

/// Finds out whether there is an echo, and how late it comes. Candidates for the delay predict what
/// is heard each for itself, roughly, from three blocks of spectra: such a short filter learns in a
/// tenth of a second, and one that leaves less than was heard has found an echo. At a telephone's
/// sample rate.
///
/// It also is the background path that tells when the line has changed (K. Ochiai and others, "Echo
/// canceler with two echo path models", 1977).
final class EchoFinder {
  private static final int RATE = 8_000;
  private static final int BLOCK = RATE / 50;

  /// The bins in use: 100 Hz to 3.5 kHz.
  private static final int FIRST = 4;

  private static final int END = 141;

  /// Powers are smoothed over so many blocks.
  private static final float SMOOTHING = 1 / 8f;

  /// Longer than any delay.
  private static final float SLOWLY = 1 / 50f;

  /// The mean square of sound below which an echo disturbs nobody: -78 dB of full scale.
  private static final float INAUDIBLE = 16;

  /// The weakest echo that is looked for, and the loudest, as shares of the sound played.
  private static final double LEAST = 1e-5;

  private static final double MOST = 0.3;

  /// Speech without its low frequencies is about equally loud in all others.
  private static final float EMPHASIS = 0.9f;

  private final Fft fft = new Fft(2 * BLOCK);
  private final int blocks;
  private final EchoCandidate[] candidates;
  private final Resampler far;
  private final Resampler near;
  private final short[] converted = new short[BLOCK];
  private final float[] window = new float[2 * BLOCK];
  private final float[] farSound = new float[2 * BLOCK];
  private final float[] nearSound = new float[2 * BLOCK];
  private final float[] samples = new float[2 * BLOCK];
  private final float[] re = new float[fft.bins()];
  private final float[] im = new float[fft.bins()];
  private final Spectra played;
  private float farBefore;
  private float nearBefore;
  private float nearPower;
  private float slowFarPower;
  private float slowNearPower;
  private float loudness;
  private double expected = LEAST;
  private EchoCandidate best;

  /// Spectra of the last blocks, the newest at `newest`.
  static final class Spectra {
    final float[][] re;
    final float[][] im;
    final float[][] power;
    private int newest;

    private Spectra(int blocks, int bins) {
      re = new float[blocks][bins];
      im = new float[blocks][bins];
      power = new float[blocks][bins];
    }

    int at(int ago) {
      int at = newest + ago;
      return at < re.length ? at : at - re.length;
    }
  }

  /// @param rate of the leg, in Hz; @param delayMax longest delay of the echo's beginning
  EchoFinder(int rate, Duration delayMax) {
    int count = Math.toIntExact(Math.ceilDiv(delayMax.toMillis(), 40)) + 1;
    blocks = 2 * count + 1;
    played = new Spectra(blocks, fft.bins());
    candidates = new EchoCandidate[count];
    for (int i = 0; i < count; i++) candidates[i] = new EchoCandidate(2 * i, FIRST, END);
    best = candidates[0];
    far = new Resampler(rate, RATE);
    near = new Resampler(rate, RATE);
    for (int i = 0; i < 2 * BLOCK; i++)
      window[i] = (float) (0.5 - 0.5 * Math.cos(Math.PI * (i + 0.5) / BLOCK));
  }

  /// How many blocks of played sound it knows.
  int blocks() {
    return blocks;
  }

  /// The next 20 ms of both.
  ///
  /// @param sounds whether the near end's sound is its own, and no gap
  void take(short[] playedFrame, short[] heardFrame, boolean sounds) {
    farBefore = convert(far, playedFrame, farSound, farBefore);
    played.newest = played.newest == 0 ? blocks - 1 : played.newest - 1;
    int now = played.newest;
    spectrum(farSound, played.re[now], played.im[now]);
    float sum = 0;
    for (int k = 0; k < fft.bins(); k++) {
      played.power[now][k] =
          played.re[now][k] * played.re[now][k] + played.im[now][k] * played.im[now][k];
      if (k >= FIRST && k < END) sum += played.power[now][k];
    }
    slowFarPower += SLOWLY * (sum - slowFarPower);
    nearBefore = convert(near, heardFrame, nearSound, nearBefore);
    if (sounds) search();
  }

  private float convert(Resampler resampler, short[] from, float[] to, float before) {
    resampler.convert(from, 0, from.length, converted, 0);
    System.arraycopy(to, BLOCK, to, 0, BLOCK);
    float last = before;
    for (int i = 0; i < BLOCK; i++) {
      to[BLOCK + i] = converted[i] - EMPHASIS * last;
      last = converted[i];
    }
    return last;
  }

  private void spectrum(float[] sound, float[] toRe, float[] toIm) {
    for (int i = 0; i < 2 * BLOCK; i++) samples[i] = sound[i] * window[i];
    fft.forward(samples, toRe, toIm);
  }

  private void search() {
    float square = 0;
    for (int i = 0; i < BLOCK; i++) square += (float) converted[i] * converted[i];
    loudness += SMOOTHING * (square / BLOCK - loudness);
    spectrum(nearSound, re, im);
    float sum = 0;
    for (int k = FIRST; k < END; k++) sum += re[k] * re[k] + im[k] * im[k];
    nearPower += SMOOTHING * (sum - nearPower);
    slowNearPower += SLOWLY * (sum - slowNearPower);
    expect();
    for (var candidate : candidates) {
      candidate.learn(played, re, im, SMOOTHING, nearPower, (float) expected);
      if (candidate.errorPower() < 0.8f * best.errorPower()) best = candidate;
    }
  }

  /// All that is heard may be an echo: a filter that expects too weak an one learns slowly, and one
  /// that expects too loud an one learns noise.
  private void expect() {
    double share = Math.clamp(slowNearPower / (slowFarPower + 1), LEAST, MOST);
    if (share < expected / 2) expected = share;
    if (share < 2 * expected || left() < 0.5) return;
    expected = share;
    for (var candidate : candidates) candidate.doubt((float) (3 * share));
  }

  /// The share of the last sound that was no echo, as far as it has learned; 1 when all of it.
  float left() {
    return loudness < INAUDIBLE ? 1 : best.errorPower() / nearPower;
  }

  /// The power of the echo as a share of the sound played.
  float share() {
    return best.share();
  }

  /// How many blocks after it was played the echo begins, or a block before.
  int delay() {
    return Math.max(0, best.delay() - 1);
  }
}
