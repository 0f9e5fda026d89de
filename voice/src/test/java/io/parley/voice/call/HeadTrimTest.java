package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.AudioFrame;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeadTrimTest {
  private static final int RATE = 16_000;

  private final HeadTrim trim = new HeadTrim();
  private long position;

  @Test
  void the_silence_before_a_reply_is_left_out() {
    trim.begin();
    for (int i = 0; i < 10; i++) assertThat(trim.of(frame(320, 320))).isEmpty();
    var first = trim.of(frame(200, 320)).orElseThrow();
    assertThat(first.samples()).hasSize(120 + RATE / 100);
    assertThat(first.samples()[RATE / 100]).isEqualTo((short) 5_000);
    assertThat(first.position()).isEqualTo(10 * 320 + 200 - RATE / 100);
  }

  @Test
  void a_pause_after_the_first_word_stays() {
    trim.begin();
    trim.of(frame(0, 320));
    assertThat(trim.of(frame(320, 320))).isPresent();
  }

  @Test
  void a_long_silence_is_meant() {
    trim.begin();
    int dropped = 0;
    while (trim.of(frame(320, 320)).isEmpty()) dropped++;
    assertThat(dropped).isEqualTo(19);
    assertThat(trim.of(frame(320, 320))).isPresent();
  }

  @Test
  void one_large_frame_is_cut() {
    trim.begin();
    assertThat(trim.of(frame(3_200, 16_000)).orElseThrow().samples()).hasSize(12_800 + RATE / 100);
  }

  @Test
  void nothing_is_left_out_before_a_reply_begins() {
    assertThat(trim.of(frame(320, 320))).isPresent();
  }

  private AudioFrame frame(int quiet, int length) {
    var samples = new short[length];
    Arrays.fill(samples, quiet, length, (short) 5_000);
    var frame = new AudioFrame(samples, RATE, position);
    position += length;
    return frame;
  }
}
