package io.parley.voice.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShaperTest {
  private static final int BLOCK = 160;
  private static final boolean FLAT = true;

  private final Shaper shaper = new Shaper(BLOCK);
  private final float[] gains = new float[BLOCK + 1];
  private final Random random = new Random(1);
  private final float[] sound = new float[2 * BLOCK];

  @Test
  void flat_gains_change_nothing() {
    Arrays.fill(gains, 1);
    for (int i = 0; i < 5; i++) {
      next();
      var shaped = sound.clone();
      shaper.shape(shaped, gains, FLAT);
      assertThat(shaped).isEqualTo(sound);
    }
  }

  @Test
  void the_same_gain_for_all_frequencies_is_a_factor_after_the_fade() {
    Arrays.fill(gains, 0.25f);
    for (int i = 0; i < 5; i++) {
      next();
      var shaped = sound.clone();
      shaper.shape(shaped, gains, !FLAT);
      if (i == 0) continue;
      for (int j = BLOCK; j < 2 * BLOCK; j++)
        assertThat(shaped[j]).isCloseTo(sound[j] / 4, within(0.1f));
    }
  }

  @Test
  void an_attenuated_band_is_attenuated_and_others_pass_without_a_delay() {
    // 1 kHz passes at 8 kHz, and 3 kHz does not
    for (int k = 0; k < gains.length; k++) gains[k] = k < 80 ? 1 : 0.05f;
    assertThat(left(40)).isCloseTo(1, within(0.1));
    assertThat(left(120)).isCloseTo(0.05, within(0.02));
  }

  /// The share of the amplitude that is left of a tone, whatever its phase.
  private double left(int bin) {
    double sine = 0;
    double cosine = 0;
    double square = 0;
    for (int block = 0; block < 6; block++) {
      for (int i = 0; i < 2 * BLOCK; i++)
        sound[i] = (float) (1_000 * Math.sin(Math.PI * bin * (block * BLOCK + i) / BLOCK));
      var shaped = sound.clone();
      shaper.shape(shaped, gains, !FLAT);
      if (block == 0) continue;
      for (int i = BLOCK; i < 2 * BLOCK; i++) {
        sine += shaped[i] * sound[i];
        cosine += shaped[i] * 1_000 * Math.cos(Math.PI * bin * (block * BLOCK + i) / BLOCK);
        square += sound[i] * sound[i];
      }
    }
    return Math.hypot(sine, cosine) / square;
  }

  private void next() {
    System.arraycopy(sound, BLOCK, sound, 0, BLOCK);
    for (int i = BLOCK; i < 2 * BLOCK; i++) sound[i] = (float) (1_000 * random.nextGaussian());
  }
}
