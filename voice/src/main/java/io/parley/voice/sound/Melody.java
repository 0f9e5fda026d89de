package io.parley.voice.sound;

import io.parley.core.turn.Cadence;
import java.util.Arrays;

/// The melody at the end of speech. Keeps the last second and a half of sound; when speech has
/// ended, pitch comes from the normalised autocorrelation of windows of 40 ms at about 8 kHz
/// (Boersma 1993, "Accurate short-term analysis of the fundamental frequency"), and the last voiced
/// syllable is compared with those before it. One that is drawn out on one pitch is level (see
/// [Cadence]). Costs at most 2.5 million products for each end of speech, in the tick that notices
/// it, and a copy for each frame. For one thread.
public final class Melody {
  private static final int RATE = 8_000;

  /// A multiple of four.
  private static final int WINDOW = RATE / 25;

  private static final int HOP = RATE / 50;
  private static final int HOPS = 75;
  private static final int LAG_MIN = RATE / 400;
  private static final int LAG_MAX = RATE / 65;

  /// From this correlation on a window has a pitch.
  private static final double VOICED = 0.6;

  /// Windows that are weaker than the strongest one by more than this have none, in dB.
  private static final double RANGE = 30;

  /// The last syllable: at most so many voiced windows, with so many in all before them.
  private static final int LAST = 8;

  private static final int BEFORE_MIN = 8;

  /// In semitones, and dB.
  private static final double FALL = 1.8;

  private static final double FALL_WITH_FADE = 0.9;
  private static final double FADE = 5;
  private static final double RISE = 2.5;
  private static final double LEVEL_SPAN = 1.2;
  private static final double LEVEL_FADE = 4;

  /// A syllable of at least 400 ms is drawn out. Its last 60 ms may fade, and the rest is as loud
  /// throughout, in dB: within words loudness falls between syllables.
  private static final int DRAWN_OUT = 20;

  private static final int FADING = 3;
  private static final double STEADY = 6;

  /// Larger jumps are errors of an octave.
  private static final double JUMP = 8;

  private final int step;
  private final int sampleRate;
  private final float[] ring = new float[HOPS * HOP + WINDOW + LAG_MAX];
  private long count;
  private float sum;
  private int summed;

  /// @param sampleRate of the sound, in Hz: a multiple of 8 kHz
  public Melody(int sampleRate) {
    if (sampleRate % RATE != 0)
      throw new IllegalArgumentException(
          "sampleRate: " + sampleRate + " (expected: a multiple of " + RATE + ")");
    this.sampleRate = sampleRate;
    this.step = sampleRate / RATE;
  }

  /// The next samples.
  public void add(short[] samples) {
    for (short sample : samples) {
      sum += sample;
      if (++summed < step) continue;
      ring[(int) (count++ % ring.length)] = sum / step;
      sum = 0;
      summed = 0;
    }
  }

  /// The cadence of the speech that ended so many samples before the newest one.
  ///
  /// @param ago in samples at the given rate
  /// @param length of the speech, in the same
  public Cadence at(long ago, long length) {
    long end = count - ago * RATE / sampleRate;
    long oldest = Math.max(0, count - ring.length);
    long begin = Math.max(oldest, end - Math.max(length * RATE / sampleRate, WINDOW));
    int windows = (int) ((end - begin - WINDOW - LAG_MAX) / HOP);
    return windows < BEFORE_MIN ? Cadence.UNKNOWN : judge(begin, windows);
  }

  private Cadence judge(long begin, int windows) {
    var sound = sound(begin, (windows - 1) * HOP + WINDOW + LAG_MAX);
    var energy = energy(sound);
    var pitch = new double[windows];
    var loudness = new double[windows];
    double strongest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < windows; i++) {
      loudness[i] = 10 * Math.log10(energyAt(energy, i * HOP) / WINDOW + 1);
      strongest = Math.max(strongest, loudness[i]);
    }
    for (int i = 0; i < windows; i++)
      pitch[i] = loudness[i] < strongest - RANGE ? Double.NaN : pitch(sound, energy, i * HOP);
    if (isDrawnOut(pitch, loudness)) return Cadence.LEVEL;
    int voiced = 0;
    for (int i = 0; i < windows; i++) {
      if (Double.isNaN(pitch[i])) continue;
      pitch[voiced] = pitch[i];
      loudness[voiced++] = loudness[i];
    }
    return of(Arrays.copyOf(pitch, voiced), Arrays.copyOf(loudness, voiced));
  }

  /// Whether the last syllable is drawn out on one pitch, as by somebody who searches for words.
  ///
  /// @param semitones above any reference, of windows 20 ms apart; NaN for one without a pitch
  /// @param loudness of the same, in dB
  static boolean isDrawnOut(double[] semitones, double[] loudness) {
    int last = semitones.length;
    while (last > 0 && Double.isNaN(semitones[last - 1])) last--;
    int until = last - FADING;
    int from = last - DRAWN_OUT;
    if (from < 0) return false;
    var pitch = Arrays.stream(semitones, from, until).summaryStatistics();
    var strength = Arrays.stream(loudness, from, until).summaryStatistics();
    boolean isVoiced = Arrays.stream(semitones, from, last).noneMatch(Double::isNaN);
    return isVoiced
        && pitch.getMax() - pitch.getMin() <= LEVEL_SPAN
        && strength.getMax() - strength.getMin() <= STEADY;
  }

  /// A copy without the ring's break: millions of look-ups follow, in a call's tick.
  private double[] sound(long begin, int length) {
    var sound = new double[length];
    int at = (int) (begin % ring.length);
    for (int i = 0; i < length; i++) {
      sound[i] = ring[at];
      if (++at == ring.length) at = 0;
    }
    return sound;
  }

  /// Of all samples before each. Exact at 8 and 16 kHz, where squares are multiples of a quarter.
  private static double[] energy(double[] sound) {
    var energy = new double[sound.length + 1];
    for (int i = 0; i < sound.length; i++) energy[i + 1] = energy[i] + sound[i] * sound[i];
    return energy;
  }

  /// Of the window that begins there.
  private static double energyAt(double[] energy, int at) {
    return energy[at + WINDOW] - energy[at];
  }

  /// The cadence of a contour.
  ///
  /// @param semitones above any reference, of voiced windows 20 ms apart; @param loudness in dB
  static Cadence of(double[] semitones, double[] loudness) {
    int last = Math.min(LAST, semitones.length / 3);
    if (semitones.length - last < BEFORE_MIN) return Cadence.UNKNOWN;
    int from = semitones.length - last;
    double usual = median(semitones, 0, from);
    var end = near(semitones, from, usual);
    if (end.length < 3) return Cadence.UNKNOWN;
    double third = median(end, end.length - Math.max(2, end.length / 3), end.length);
    double fall = usual - third;
    double slope = median(end, 0, Math.max(2, end.length / 3)) - third;
    double fade =
        mean(loudness, 0, from)
            - mean(loudness, Math.max(from, loudness.length - 3), loudness.length);
    if (fall >= FALL || (fall >= FALL_WITH_FADE && fade >= FADE)) return Cadence.FALLING;
    if (-fall >= RISE) return Cadence.UNKNOWN;
    return Math.abs(slope) <= LEVEL_SPAN && fade <= LEVEL_FADE ? Cadence.LEVEL : Cadence.UNKNOWN;
  }

  private static double[] near(double[] values, int from, double centre) {
    return Arrays.stream(values, from, values.length)
        .filter(value -> Math.abs(value - centre) <= JUMP)
        .toArray();
  }

  private static double median(double[] values, int from, int to) {
    var sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElse(0);
  }

  /// In semitones above 55 Hz; NaN without a pitch. The shortest of nearly equal periods counts.
  private static double pitch(double[] sound, double[] energy, int at) {
    double best = 0;
    int period = 0;
    double one = energyAt(energy, at);
    for (int lag = LAG_MIN; lag <= LAG_MAX; lag++) {
      double other = energyAt(energy, at + lag);
      double likeness = product(sound, at, at + lag) / Math.sqrt(one * other + 1);
      if (likeness > best * 1.05) {
        best = likeness;
        period = lag;
      }
    }
    if (best < VOICED) return Double.NaN;
    return 12 * Math.log((double) RATE / period / 55) / Math.log(2);
  }

  /// Of two windows. Four sums at once: in a single one each addition would wait for the one
  /// before.
  private static double product(double[] sound, int one, int other) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = 0; i < WINDOW; i += 4) {
      a += sound[one + i] * sound[other + i];
      b += sound[one + i + 1] * sound[other + i + 1];
      c += sound[one + i + 2] * sound[other + i + 2];
      d += sound[one + i + 3] * sound[other + i + 3];
    }
    return (a + b) + (c + d);
  }
}
