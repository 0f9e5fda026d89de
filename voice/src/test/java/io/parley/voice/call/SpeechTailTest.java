package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Frames of 20 ms at 16 kHz.
class SpeechTailTest {
  private static final int FRAME = 320;
  private static final short VOICE = 3_000;
  private static final short QUIET = 20;

  private final SpeechTail tail = new SpeechTail(16_000);
  private int frames;

  @Test
  void speech_ends_with_its_last_sound_and_not_where_the_detector_noticed() {
    hears(VOICE, 30);
    hears(QUIET, 15);
    assertThat(tail.end(34 * FRAME)).isEqualTo(30 * FRAME);
  }

  @Test
  void a_weak_last_syllable_belongs_to_it() {
    hears(VOICE, 30);
    hears((short) (VOICE / 10), 3);
    hears(QUIET, 12);
    assertThat(tail.end(36 * FRAME)).as("20 dB weaker").isEqualTo(33 * FRAME);
  }

  @Test
  void over_noise_the_detector_is_believed() {
    hears(VOICE, 30);
    hears((short) (VOICE / 10), 15);
    assertThat(tail.end(34 * FRAME)).isEqualTo(34 * FRAME);
  }

  @Test
  void a_detector_is_not_taken_to_be_later_than_it_can_be() {
    hears(VOICE, 20);
    hears(QUIET, 20);
    assertThat(tail.end(30 * FRAME)).as("128 ms").isEqualTo(30 * FRAME - 2_048);
  }

  @Test
  void the_sound_after_the_end_does_not_count() {
    hears(VOICE, 10);
    hears(QUIET, 5);
    hears((short) 30_000, 2);
    assertThat(tail.end(14 * FRAME)).isEqualTo(10 * FRAME);
  }

  private void hears(short level, int count) {
    var frame = new short[FRAME];
    Arrays.fill(frame, level);
    for (int i = 0; i < count; i++) tail.add(frame, (long) ++frames * FRAME);
  }
}
