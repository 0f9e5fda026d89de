package io.parley.voice.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FftTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 6, 10, 24, 320, 640, 960, 1920})
  void a_spectrum_is_what_the_sum_of_fouriers_definition_says(int size) {
    var random = new Random(size);
    var samples = new float[size];
    for (int i = 0; i < size; i++) samples[i] = random.nextFloat() - 0.5f;
    var fft = new Fft(size);
    var re = new float[fft.bins()];
    var im = new float[fft.bins()];
    fft.forward(samples, re, im);
    for (int k = 0; k < fft.bins(); k++) {
      double wantedRe = 0;
      double wantedIm = 0;
      for (int i = 0; i < size; i++) {
        double angle = 2 * Math.PI * ((long) i * k % size) / size;
        wantedRe += samples[i] * Math.cos(angle);
        wantedIm -= samples[i] * Math.sin(angle);
      }
      assertThat((double) re[k]).isCloseTo(wantedRe, within(1e-4));
      assertThat((double) im[k]).isCloseTo(wantedIm, within(1e-4));
    }
    var back = new float[size];
    fft.inverse(re, im, back);
    for (int i = 0; i < size; i++) assertThat(back[i]).isCloseTo(samples[i], within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 22, 26})
  void a_size_with_another_prime_factor_is_refused(int size) {
    assertThatThrownBy(() -> new Fft(size)).hasMessageContaining("size: " + size);
  }
}
