package io.parley.voice.echo;

import java.util.Random;

/// Made speech: a buzzing or hissing source through moving resonances, in syllables and with pauses
/// between words, at a level of about -26 dB of full scale.
public final class Talker {
  private static final int FORMANTS = 6;
  private static final double RMS = 1_600;

  private final int rate;
  private final Random random;
  private final double usualPitch;
  private double wantedPitch;
  private double pitch;
  private final double[] past = new double[2 * FORMANTS];
  private double phase;
  private double loudness;
  private double target;
  private boolean voiced;
  private int left;
  private final double[] formant = {500, 1_500, 2_500, 3_500, 4_700, 6_300};
  private double glottal;

  /// @param pitch in Hz; @param seed of what is said
  public Talker(int rate, double pitch, long seed) {
    this.rate = rate;
    this.usualPitch = pitch;
    this.wantedPitch = pitch;
    this.pitch = pitch;
    this.random = new Random(seed);
  }

  /// The next seconds.
  public float[] speak(double seconds) {
    var said = new float[(int) (seconds * rate)];
    double power = 0;
    for (int i = 0; i < said.length; i++) {
      said[i] = (float) next();
      power += said[i] * said[i];
    }
    float scale = (float) (RMS / Math.sqrt(power / said.length));
    for (int i = 0; i < said.length; i++) said[i] *= scale;
    return said;
  }

  private double next() {
    if (left-- == 0) syllable();
    loudness += (target - loudness) * 100 / rate;
    pitch += (wantedPitch - pitch) * 20 / rate;
    phase += pitch / rate;
    if (phase >= 1) {
      phase -= 1;
      // no two periods of a voice are the same
      pitch *= 1 + 0.015 * random.nextGaussian();
    }
    double before = glottal;
    glottal = phase < 0.6 ? Math.sin(Math.PI * phase / 0.6) : 0;
    double source =
        voiced
            ? (glottal - before) * rate / 2_000 + random.nextGaussian() * 0.04
            : random.nextGaussian() * 0.3;
    double sum = 0;
    for (int f = 0; f < FORMANTS && formant[f] < rate * 0.45; f++)
      sum += resonate(f, source) * (f % 2 == 0 ? 1 : -1);
    return loudness * sum;
  }

  private double resonate(int f, double source) {
    double radius = Math.exp(-Math.PI * (80 + 40 * f) / rate);
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
    wantedPitch = usualPitch * (0.8 + 0.4 * random.nextDouble());
    formant[0] = 300 + 500 * random.nextDouble();
    formant[1] = 900 + 1_300 * random.nextDouble();
    formant[2] = 2_300 + 900 * random.nextDouble();
  }
}
