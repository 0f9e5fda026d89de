package io.parley.core.dial;

import static io.parley.core.dial.Answerer.Sound.QUIET;
import static io.parley.core.dial.Answerer.Sound.TONE;
import static io.parley.core.dial.Answerer.Sound.VOICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.dial.Answerer.Sound;
import io.parley.core.dial.Answerer.Verdict;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Timelines in milliseconds, in pieces of 20 ms.
class AnswererTest {
  private static final Duration TICK = Duration.ofMillis(20);

  private Answerer answerer =
      Answerer.listening(
          new Answerer.Settings(
              Duration.ofMillis(2_400),
              Duration.ofMillis(800),
              Duration.ofMillis(2_500),
              Duration.ofSeconds(5),
              Duration.ofSeconds(30)));

  private AnswererTest then(Sound sound, int millis) {
    for (int at = 0; at < millis; at += 20) answerer = answerer.heard(sound, TICK);
    return this;
  }

  private AnswererTest is(Verdict verdict) {
    assertThat(answerer.verdict()).contains(verdict);
    return this;
  }

  private AnswererTest isOpen() {
    assertThat(answerer.verdict()).isEmpty();
    return this;
  }

  @Test
  void a_person_says_hello_and_waits() {
    then(QUIET, 600).then(VOICE, 500).then(QUIET, 780).isOpen().then(QUIET, 20).is(Verdict.HUMAN);
  }

  @Test
  void a_verdict_that_was_told_counts_until_there_is_one() {
    then(VOICE, 500);
    answerer = answerer.told(Verdict.MACHINE);
    is(Verdict.MACHINE);
    answerer = answerer.told(Verdict.HUMAN);
    is(Verdict.MACHINE);
  }

  @Test
  void a_person_says_a_name_in_pieces_and_waits() {
    then(QUIET, 300).then(VOICE, 600).then(QUIET, 400).then(VOICE, 900).isOpen();
    then(QUIET, 800).is(Verdict.HUMAN);
  }

  @Test
  void a_machine_goes_on_talking() {
    then(QUIET, 500).then(VOICE, 1_200).then(QUIET, 300).then(VOICE, 900).isOpen();
    then(VOICE, 40).is(Verdict.MACHINE);
    assertThat(answerer.ready()).isEmpty();
  }

  @Test
  void a_message_begins_behind_the_beep() {
    then(VOICE, 6_000).then(QUIET, 700).then(TONE, 400).is(Verdict.MACHINE);
    assertThat(answerer.ready()).as("the beep goes on").isEmpty();
    then(QUIET, 20);
    assertThat(answerer.beep()).contains(Duration.ofMillis(7_100));
    assertThat(answerer.ready()).isEqualTo(answerer.beep());
  }

  @Test
  void a_beep_alone_is_a_machine() {
    then(QUIET, 1_000).then(TONE, 300).isOpen().then(QUIET, 20).is(Verdict.MACHINE);
    assertThat(answerer.ready()).contains(Duration.ofMillis(1_300));
  }

  @Test
  void a_machine_without_a_beep_is_silent_for_long() {
    then(VOICE, 4_000).then(QUIET, 2_380).is(Verdict.MACHINE);
    assertThat(answerer.ready()).isEmpty();
    then(QUIET, 20);
    assertThat(answerer.ready()).contains(Duration.ofMillis(6_400));
    assertThat(answerer.beep()).isEmpty();
  }

  @Test
  void a_short_tone_is_in_the_voice_and_a_long_one_a_fax() {
    then(VOICE, 400).then(TONE, 100).then(VOICE, 300).then(QUIET, 800).is(Verdict.HUMAN);
    answerer = Answerer.listening(answerer.settings());
    then(QUIET, 200).then(TONE, 3_000).then(QUIET, 500).is(Verdict.MACHINE);
    assertThat(answerer.beep()).isEmpty();
  }

  @Test
  void silence_tells_nothing_and_a_click_is_silence() {
    then(QUIET, 2_480).isOpen().then(QUIET, 20).is(Verdict.UNKNOWN);
    answerer = Answerer.listening(answerer.settings());
    then(QUIET, 1_000).then(VOICE, 60).then(QUIET, 1_420).isOpen();
    then(QUIET, 20).is(Verdict.UNKNOWN);
  }

  @Test
  void there_is_a_verdict_in_time() {
    // a murmur with pauses that are too short for a person who waits
    for (int i = 0; i < 2; i++) then(VOICE, 200).then(QUIET, 700);
    then(QUIET, 100).is(Verdict.HUMAN);
    answerer = Answerer.listening(answerer.settings());
    then(QUIET, 2_400).then(VOICE, 2_000).then(QUIET, 580).isOpen();
    then(QUIET, 20).is(Verdict.UNKNOWN);
  }

  @Test
  void a_verdict_stays() {
    then(VOICE, 300).then(QUIET, 800).is(Verdict.HUMAN);
    then(VOICE, 8_000).then(TONE, 400).then(QUIET, 20).is(Verdict.HUMAN);
    assertThat(answerer.ready()).isEqualTo(Optional.empty());
  }

  @Test
  void a_beep_that_never_comes_is_waited_for_in_vain() {
    then(VOICE, 29_980);
    assertThat(answerer.isInVain()).isFalse();
    then(VOICE, 20);
    assertThat(answerer.isInVain()).isTrue();
  }
}
