package io.parley.bench.felt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoudnessTest {
  @Test
  void the_first_and_the_last_loud_sample_are_found() {
    short[] samples = {0, -327, -328, 10, 4_000, 327, 0};
    assertThat(Loudness.first(samples)).isEqualTo(2);
    assertThat(Loudness.last(samples)).isEqualTo(4);
  }

  @Test
  void the_most_negative_sample_is_loud() {
    assertThat(Loudness.first(new short[] {0, Short.MIN_VALUE})).isEqualTo(1);
  }

  @Test
  void faint_noise_is_not_loud() {
    assertThat(Loudness.first(new short[] {100, -100})).isEqualTo(-1);
    assertThat(Loudness.last(new short[] {100, -100})).isEqualTo(-1);
  }
}
