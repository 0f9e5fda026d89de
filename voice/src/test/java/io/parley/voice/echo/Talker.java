package io.parley.voice.echo;

import java.util.Random;

/// Made speech: a buzzing or hissing source through moving resonances, in syllables and with
/// pauses between words, at a level of about -26 dB of full scale.
final class Talker {
  private final int rate;
  private final Random random;
  private final double pitch;
  private final double[] past = new double[6];
  private double phase;
  private double loudness;
  private double target;
  private boolean voiced;
  private int left;
  private final double[] formant = new double[3];
  private double glottal;

  Talker(int rate, double pitch, long seed) {
    this.rate = rate;
    this.pitch = pitch;
    this.random = new Random(seed);
  }

  /// The next seconds.
  float[] speak(double seconds) {
    var said = new float[(int) (seconds * rate)];
    for (int i = 0; i < said.length; i++) said[i] = (float) next();
    return said;
  }

  private double next() {
    if (left-- == 0) syllable();
    loudness += (target - loudness) * 100 / rate;
    double f0 = pitch * (1 + 0.15 * Math.sin(phase / 40));
    phase += f0 / rate;
    double source;
    if (voiced) {
      double before = glottal;
      glottal = phase % 1 < 0.6 ? Math.sin(Math.PI * (phase % 1) / 0.6) : 0;
      source = (glottal - before) * rate / 2_000 + random.nextGaussian() * 0.02;
    } else source = random.nextGaussian() * 0.3;
    double sum = 0;
    for (int f = 0; f < 3; f++) sum += resonate(f, source);
    return 8_000 * loudness * sum;
  }

  private double resonate(int f, double source) {
    double radius = Math.exp(-Math.PI * (60 + 60 * f) / rate);
    double a = 2 * radius * Math.cos(2 * Math.PI * formant[f] / rate);
    double out = source * (1 - radius) * 2 + a * past[2 * f] - radius * radius * past[2 * f + 1];
    past[2 * f + 1] = past[2 * f];
    past[2 * f] = out;
    return out;
  }

  private void syllable() {
    left = (int) (rate * (0.06 + 0.12 * random.nextDouble()));
    double kind = random.nextDouble();
    voiced = kind < 0.7;
    target = kind < 0.85 ? 0.5 + random.nextDouble() : 0;
    formant[0] = 300 + 500 * random.nextDouble();
    formant[1] = 900 + 1_300 * random.nextDouble();
    formant[2] = 2_300 + 900 * random.nextDouble();
  }
}
