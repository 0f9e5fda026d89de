package io.parley.voice.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.dial.Answerer;
import io.parley.core.dial.Answerer.Sound;
import io.parley.core.dial.Answerer.Verdict;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.dial.Answering.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The one who has answered, told from sound, and a message that is left, under a clock of the
/// test's own.
class AnsweringTest {
  private static final Answerer.Settings SETTINGS =
      new Answerer.Settings(
          Duration.ofMillis(2_400),
          Duration.ofMillis(800),
          Duration.ofMillis(2_500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30));

  private static Optional<Heard> heard(MadeLeg leg, boolean untilBeep) {
    var heard = Answering.listen(leg, SETTINGS, untilBeep, leg);
    leg.tickUntil(heard);
    return heard.toCompletableFuture().getNow(null);
  }

  @Test
  void a_person_answers() {
    assertThat(heard(new MadeLeg().quiet(500).voice(600).quiet(1_500), true))
        .contains(new Heard(Verdict.HUMAN, false));
  }

  @Test
  void a_machine_answers_and_its_beep_is_waited_for() {
    var leg = new MadeLeg().quiet(400).voice(4_000).quiet(600).tone(1_000, 5_000, 400).quiet(200);
    assertThat(heard(leg, true)).contains(new Heard(Verdict.MACHINE, true));
  }

  @Test
  void without_a_message_a_machine_is_known_before_its_beep() {
    var leg = new MadeLeg().quiet(400).voice(3_000);
    assertThat(heard(leg, false)).contains(new Heard(Verdict.MACHINE, false));
  }

  @ParameterizedTest
  @EnumSource(names = {"HUMAN", "MACHINE"})
  void the_verdict_of_a_provider_counts_before_ours(Verdict told) {
    var leg = new MadeLeg().quiet(2_000);
    var heard =
        Answering.listen(leg, SETTINGS, false, leg, CompletableFuture.completedFuture(told));
    leg.tickUntil(heard);
    assertThat(heard.toCompletableFuture().getNow(null)).contains(new Heard(told, false));
  }

  @Test
  void a_machine_that_a_provider_has_told_is_left_a_message_behind_its_beep() {
    var leg = new MadeLeg().quiet(400).tone(1_000, 5_000, 400).quiet(200);
    var told = CompletableFuture.completedFuture(Verdict.MACHINE);
    var heard = Answering.listen(leg, SETTINGS, true, leg, told);
    leg.tickUntil(heard);
    assertThat(heard.toCompletableFuture().getNow(null)).contains(new Heard(Verdict.MACHINE, true));
  }

  @Test
  void keys_of_a_telephone_are_no_beep() {
    var leg = new MadeLeg().quiet(400).keys(697, 1_209, 400).quiet(1_500);
    assertThat(heard(leg, true)).map(Heard::who).contains(Verdict.HUMAN);
  }

  @Test
  void a_line_on_which_nothing_comes_is_unknown() {
    assertThat(heard(new MadeLeg().quiet(3_000), true)).map(Heard::who).contains(Verdict.UNKNOWN);
  }

  @Test
  void a_caller_who_hangs_up_leaves_no_verdict() {
    var leg = new MadeLeg().quiet(200);
    var heard = Answering.listen(leg, SETTINGS, true, leg);
    leg.close();
    assertThat(heard.toCompletableFuture().join()).isEmpty();
  }

  @Test
  void a_leg_that_is_lost_before_it_is_known_who_answered_is_closed() {
    var leg = new MadeLeg().quiet(200);
    var heard = Answering.listen(leg, SETTINGS, true, leg);
    leg.tick();
    leg.lose();
    assertThat(heard.toCompletableFuture().join()).isEmpty();
    assertThat(leg.isClosed()).as("else its provider's call goes on").isTrue();
  }

  @Test
  void a_leg_of_which_it_is_known_is_left_to_whoever_asked() {
    var leg = new MadeLeg().quiet(500).voice(600).quiet(1_500);
    assertThat(heard(leg, true)).isPresent();
    leg.lose();
    assertThat(leg.isClosed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {425, 440, 610, 853, 1_000, 1_004.5, 1_400, 2_100})
  void beeps_of_all_pitches_are_tones_also_quiet_ones(double hertz) {
    assertThat(kinds(new MadeLeg().quiet(200).tone(hertz, 6_000, 400)))
        .filteredOn(Sound.TONE::equals)
        .hasSizeGreaterThanOrEqualTo(17);
    assertThat(kinds(new MadeLeg().quiet(200).tone(hertz, 500, 400)))
        .filteredOn(Sound.TONE::equals)
        .hasSizeGreaterThanOrEqualTo(17);
  }

  @Test
  void a_voice_is_no_tone_and_noise_is_quiet() {
    assertThat(kinds(new MadeLeg().voice(5_000))).doesNotContain(Sound.TONE).contains(Sound.VOICE);
    assertThat(kinds(new MadeLeg().quiet(1_000))).containsOnly(Sound.QUIET);
  }

  private static List<Sound> kinds(MadeLeg leg) {
    var detector = new BeepDetector(MadeLeg.RATE);
    var frame = new short[MadeLeg.FRAME];
    var kinds = new ArrayList<Sound>();
    while (leg.hear(frame)) kinds.add(detector.hear(frame));
    return kinds;
  }

  // --- the message ------------------------------------------------------------------------------

  /// 200 ms of one level for each clause, at 16 kHz, or a failure.
  private record Level(int level) implements TextToSpeech {
    @Override
    public String name() {
      return "level";
    }

    @Override
    public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
      return subscriber ->
          subscriber.onSubscribe(
              new Flow.Subscription() {
                @Override
                public void request(long n) {
                  if (level < 0) {
                    subscriber.onError(
                        new SpeechFailure(SpeechFailure.Category.UNAVAILABLE, "gone", null));
                    return;
                  }
                  for (int i = 0; i < 10; i++) {
                    var samples = new short[320];
                    Arrays.fill(samples, (short) level);
                    subscriber.onNext(new AudioFrame(samples, 16_000, 320L * i));
                  }
                  subscriber.onComplete();
                }

                @Override
                public void cancel() {
                  // all is said at once
                }
              });
    }
  }

  private static boolean said(MadeLeg leg, List<TextToSpeech> voices, String text) {
    var said = SpokenMessage.say(leg, voices, text, "en", leg);
    for (int i = 0; i < 1_000 && !said.toCompletableFuture().isDone(); i++) leg.tick();
    return said.toCompletableFuture().join();
  }

  @Test
  void a_message_is_spoken_to_its_end_at_the_rate_of_the_leg() {
    var leg = new MadeLeg();
    assertThat(said(leg, List.of(new Level(3_000)), "This is Larch. Please call us back."))
        .isTrue();
    assertThat(leg.played).hasSize(20);
    assertThat(leg.played.get(5)).hasSize(160);
    assertThat((int) leg.played.get(5)[80]).isBetween(2_900, 3_100);
  }

  @Test
  void a_voice_that_fails_is_replaced_and_without_one_nothing_is_left() {
    var leg = new MadeLeg();
    assertThat(said(leg, List.of(new Level(-1), new Level(3_000)), "Please call us back."))
        .isTrue();
    assertThat(leg.played).hasSize(10);
    assertThat(said(new MadeLeg(), List.of(new Level(-1)), "Please call us back.")).isFalse();
    assertThat(said(new MadeLeg(), List.of(), "Please call us back.")).isFalse();
    assertThat(said(new MadeLeg(), List.of(new Level(1)), " ")).isFalse();
  }

  @Test
  void a_machine_that_hangs_up_has_no_message() {
    var leg = new MadeLeg();
    var said = SpokenMessage.say(leg, List.of(new Level(3_000)), "Please call us back.", "en", leg);
    leg.tick();
    leg.close();
    assertThat(said.toCompletableFuture().join()).isFalse();
  }
}
