package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpeechLevelTest {
  private static final short CALLER = 4_000;
  private static final short ACROSS_THE_ROOM = 700;

  private boolean replyRuns;
  private final SpeechLevel level = new SpeechLevel(() -> replyRuns);

  @Test
  void before_the_caller_has_spoken_everybody_may_interrupt() {
    replyRuns = true;
    assertThat(hears(ACROSS_THE_ROOM)).isFalse();
  }

  @Test
  void a_distant_voice_does_not_interrupt_a_reply() {
    says(CALLER);
    replyRuns = true;
    assertThat(hears(ACROSS_THE_ROOM)).isTrue();
    assertThat(hears(CALLER)).isFalse();
    assertThat(hears((short) (CALLER / 2))).as("6 dB less").isFalse();
    assertThat(hears((short) (CALLER / 3))).as("10 dB less: a room full of people").isTrue();
  }

  @Test
  void a_distant_voice_is_heard_while_no_reply_is_under_way() {
    says(CALLER);
    assertThat(hears(ACROSS_THE_ROOM)).isFalse();
  }

  @Test
  void a_distant_voice_that_was_noticed_before_the_reply_does_not_hold_it() {
    says(CALLER);
    for (int i = 0; i < 10; i++) level.add(frame(ACROSS_THE_ROOM), true);
    replyRuns = true;
    assertThat(level.isDistant()).isTrue();
  }

  @Test
  void weak_syllables_of_the_caller_are_not_distant() {
    says(CALLER);
    replyRuns = true;
    for (int i = 0; i < 40; i++) level.add(frame(CALLER), true);
    for (int i = 0; i < 20; i++) level.add(frame(ACROSS_THE_ROOM), true);
    assertThat(level.isDistant()).isFalse();
  }

  @Test
  void pauses_between_words_do_not_lower_the_callers_level() {
    for (int i = 0; i < 50; i++) level.add(frame(i % 2 == 0 ? CALLER : (short) 0), true);
    level.ended();
    replyRuns = true;
    assertThat(hears((short) (CALLER / 4.5))).as("13 dB less").isTrue();
  }

  @Test
  void a_distant_voice_before_the_caller_is_soon_forgotten() {
    says(ACROSS_THE_ROOM);
    for (int i = 0; i < 3; i++) says(CALLER);
    replyRuns = true;
    assertThat(hears(ACROSS_THE_ROOM)).isTrue();
  }

  @Test
  void a_caller_who_moves_away_is_learned_anew() {
    says(CALLER);
    for (int i = 0; i < 30; i++) says(ACROSS_THE_ROOM);
    replyRuns = true;
    assertThat(hears(ACROSS_THE_ROOM)).isFalse();
  }

  @Test
  void speech_over_a_reply_and_coughs_teach_nothing() {
    says(CALLER);
    replyRuns = true;
    for (int i = 0; i < 30; i++) says(ACROSS_THE_ROOM);
    replyRuns = false;
    for (int i = 0; i < 30; i++) says(ACROSS_THE_ROOM, 10);
    replyRuns = true;
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
