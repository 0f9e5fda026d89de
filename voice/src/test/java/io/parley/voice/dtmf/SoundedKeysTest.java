package io.parley.voice.dtmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundedKeysTest {
  private static final Duration LENGTH = Duration.ofMillis(100);

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 24_000})
  void what_is_pressed_is_heard_as_keys_one_after_the_other(int rate) {
    var keys = new SoundedKeys(rate);
    for (char key : "1042#".toCharArray()) assertThat(keys.press(key, LENGTH)).isTrue();
    var heard = new StringBuilder();
    var detector = new KeyToneDetector(rate);
    var frame = new short[rate / 50];
    int ticks = 0;
    for (; keys.next(frame); ticks++)
      detector.hear(frame).ifPresent(digit -> heard.append(digit.key()));
    assertThat(ticks).as("five ticks and a pause of four for each key").isEqualTo(5 * 9);
    assertThat(heard).hasToString("1042#");
  }

  @Test
  void without_a_key_the_frame_is_left_alone() {
    var frame = new short[] {7};
    assertThat(new SoundedKeys(8_000).next(frame)).isFalse();
    assertThat(frame).containsExactly((short) 7);
  }

  @Test
  void too_many_and_others_are_not_pressed() {
    var keys = new SoundedKeys(8_000);
    for (int i = 0; i < 64; i++) assertThat(keys.press('1', LENGTH)).isTrue();
    assertThat(keys.press('1', LENGTH)).isFalse();
    assertThatThrownBy(() -> keys.press('x', LENGTH)).isInstanceOf(IllegalArgumentException.class);
  }
}
