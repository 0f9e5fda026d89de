package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpeechLevelTest {
  private static final short CALLER = 4_000;
  private static final short ACROSS_THE_ROOM = 700;

  private boolean replySounds;
  private final SpeechLevel level = new SpeechLevel(() -> replySounds);

  @Test
  void before_the_caller_has_spoken_everybody_may_interrupt() {
    replySounds = true;
    assertThat(hears(ACROSS_THE_ROOM)).isFalse();
  }

  @Test
  void a_distant_voice_does_not_interrupt_a_reply() {
    says(CALLER);
    replySounds = true;
    assertThat(hears(ACROSS_THE_ROOM)).isTrue();
    assertThat(hears(CALLER)).isFalse();
    assertThat(hears((short) (CALLER / 3))).as("10 dB less").isFalse();
  }

  @Test
  void a_distant_voice_is_heard_while_no_reply_sounds() {
    says(CALLER);
    assertThat(hears(ACROSS_THE_ROOM)).isFalse();
  }

  @Test
  void a_distant_voice_before_the_caller_is_soon_forgotten() {
    says(ACROSS_THE_ROOM);
    for (int i = 0; i < 3; i++) says(CALLER);
    replySounds = true;
    assertThat(hears(ACROSS_THE_ROOM)).isTrue();
  }

  @Test
  void a_caller_who_moves_away_is_learned_anew() {
    says(CALLER);
    for (int i = 0; i < 30; i++) says(ACROSS_THE_ROOM);
    replySounds = true;
    assertThat(hears(ACROSS_THE_ROOM)).isFalse();
  }

  @Test
  void speech_over_a_reply_and_coughs_teach_nothing() {
    says(CALLER);
    replySounds = true;
    for (int i = 0; i < 30; i++) says(ACROSS_THE_ROOM);
    replySounds = false;
    for (int i = 0; i < 30; i++) says(ACROSS_THE_ROOM, 10);
    replySounds = true;
    assertThat(hears(ACROSS_THE_ROOM)).isTrue();
  }

  private void says(short amplitude) {
    says(amplitude, 50);
  }

  private void says(short amplitude, int frames) {
    for (int i = 0; i < frames; i++) level.add(frame(amplitude), true);
    level.ended();
  }

  private boolean hears(short amplitude) {
    for (int i = 0; i < 10; i++) level.add(frame(amplitude), false);
    return level.isDistant();
  }

  private static short[] frame(short amplitude) {
    var samples = new short[320];
    Arrays.fill(samples, amplitude);
    return samples;
  }
}
