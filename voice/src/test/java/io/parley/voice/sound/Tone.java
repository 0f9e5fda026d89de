package io.parley.voice.sound;

import static org.assertj.core.api.Assertions.assertThat;

/// The sine of a known frequency that is in a sound, and how much else is: what is left once the
/// best fitting sine is taken away.
public record Tone(double amplitude, double snr) {

  /// Looks at the middle eight tenths of a second of sound.
  public static Tone of(short[] sound, int rate, double frequency) {
    int from = rate / 10;
    int end = from + rate * 8 / 10;
    assertThat(sound.length).isGreaterThanOrEqualTo(end);
    double step = 2 * Math.PI * frequency / rate;
    double ss = 0;
    double cc = 0;
    double sc = 0;
    double xs = 0;
    double xc = 0;
    for (int i = from; i < end; i++) {
      double s = Math.sin(step * i);
      double c = Math.cos(step * i);
      ss += s * s;
      cc += c * c;
      sc += s * c;
      xs += sound[i] * s;
      xc += sound[i] * c;
    }
    double determinant = ss * cc - sc * sc;
    double a = (xs * cc - xc * sc) / determinant;
    double b = (xc * ss - xs * sc) / determinant;
    double signal = 0;
    double noise = 0;
    for (int i = from; i < end; i++) {
      double tone = a * Math.sin(step * i) + b * Math.cos(step * i);
      signal += tone * tone;
      noise += Math.pow(sound[i] - tone, 2);
    }
    return new Tone(Math.hypot(a, b), 10 * Math.log10(signal / noise));
  }
}
