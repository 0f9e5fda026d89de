package io.parley.bench.felt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.bench.speech.Spoken;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallerVoicesTest {
  @Test
  void speech_is_brought_to_a_level_without_the_silence_around_it() {
    var samples = new short[3 * Spoken.RATE];
    Arrays.fill(samples, Spoken.RATE, 2 * Spoken.RATE, (short) 8_000);
    var levelled = CallerVoices.levelled(new Spoken.Sound(samples), -24);
    assertThat(levelled.seconds()).isCloseTo(1.04, within(0.001));
    assertThat(20 * Math.log10(levelled.samples()[Spoken.RATE / 2] / 32_768.0))
        .isCloseTo(-24, within(0.1));
  }

  @Test
  void pauses_between_parts_have_their_length() {
    var part = new Spoken("x", "a", CallerVoices.levelled(new Spoken.Sound(loud(1)), -24));
    var whole = CallerVoices.joined(List.of(part, part, part), List.of(0.5, 1.5));
    var samples = whole.sound().samples();
    assertThat(whole.words()).isEqualTo("a a a");
    assertThat(Loudness.last(samples) / (double) Spoken.RATE).isCloseTo(5, within(0.1));
    int end = Spoken.RATE + Spoken.RATE / 50;
    assertThat(Loudness.first(Arrays.copyOfRange(samples, end, samples.length)))
        .isCloseTo(Spoken.RATE / 2, within(Spoken.RATE / 20));
  }

  private static short[] loud(int seconds) {
    var samples = new short[seconds * Spoken.RATE];
    Arrays.fill(samples, (short) 5_000);
    return samples;
  }
}
