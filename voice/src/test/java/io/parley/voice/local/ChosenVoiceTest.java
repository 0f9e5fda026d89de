package io.parley.voice.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.phrase.PhraseCache;
import io.parley.voice.phrase.PhraseSettings;
import io.parley.voice.testing.Heard;
import io.parley.voice.work.Throughput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/// Which voice speaks, under manual time. A clause of 30 characters is taken for 2 s of sound.
class ChosenVoiceTest {
  private static final Duration PATIENCE = Duration.ofMillis(1_500);
  private static final Duration TRY_EVERY = Duration.ofSeconds(30);
  private static final String CLAUSE = "x".repeat(30);
  private static final String LONG = "x".repeat(90);

  /// The only one that is kept once it was prepared.
  private static final String GREETING = "Hello.";

  private Instant now = Instant.EPOCH;
  private final Throughput throughput = new Throughput(1, TRY_EVERY, () -> now);
  private final List<String> spoken = new ArrayList<>();
  private final PhraseCache good =
      new PhraseCache(new Voice("good"), new PhraseSettings(1 << 20, 10));
  private final TextToSpeech node =
      new ChosenVoice(good, throughput, new Voice("quick"), PATIENCE, () -> now);
  private final TextToSpeech call = node.forCall();

  /// Says everything at once, and only of the greeting there is sound.
  private final class Voice implements TextToSpeech {
    private final String name;

    Voice(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
      return subscriber -> {
        spoken.add(name);
        subscriber.onSubscribe(
            new Flow.Subscription() {
              @Override
              public void request(long n) {
                // there is nothing to be had
              }

              @Override
              public void cancel() {
                // nor to be ended
              }
            });
        // without sound there is nothing to be kept
        if (utterance.text().equals(GREETING))
          subscriber.onNext(new AudioFrame(new short[160], 8_000, 0));
        subscriber.onComplete();
      };
    }
  }

  private void pass(double seconds) {
    now = now.plusMillis(Math.round(1_000 * seconds));
  }

  private String speaks(TextToSpeech voice, String clause) throws InterruptedException {
    spoken.clear();
    Heard.of(voice.speak(new TextToSpeech.Utterance(clause, "en", "", 1))).whole();
    return String.join(" unheard, ", spoken);
  }

  private String speaks(String clause) throws InterruptedException {
    return speaks(call, clause);
  }

  @Test
  void the_good_one_speaks_when_it_will_be_ready_in_time() throws Exception {
    throughput.measured(0.75);
    assertThat(speaks(CLAUSE)).isEqualTo("good");
  }

  @Test
  void the_quick_one_speaks_when_the_good_one_would_be_slightly_late() throws Exception {
    throughput.measured(0.751);
    assertThat(speaks(CLAUSE)).isEqualTo("quick");
  }

  @Test
  void the_queue_counts() throws Exception {
    throughput.measured(0.5);
    throughput.asked(1.1);
    assertThat(speaks(CLAUSE)).isEqualTo("quick");
    throughput.dropped(1.1, 0);
    assertThat(speaks(node.forCall(), CLAUSE)).isEqualTo("good");
  }

  @Test
  void a_voice_slower_than_real_time_is_not_used_even_for_short_clauses() throws Exception {
    throughput.measured(1.01);
    assertThat(speaks("Yes.")).isEqualTo("quick");
  }

  @Test
  void before_the_first_measurement_the_quick_one_speaks() throws Exception {
    assertThat(speaks("Yes.")).isEqualTo("quick");
  }

  @Test
  void a_reply_keeps_its_voice_even_if_the_other_is_fast_enough_now() throws Exception {
    throughput.measured(2);
    assertThat(speaks(CLAUSE)).isEqualTo("quick");
    for (int i = 0; i < 30; i++) throughput.measured(0.1);
    assertThat(speaks(CLAUSE)).isEqualTo("quick");
    assertThat(speaks(node.forCall(), CLAUSE)).as("a call that begins").isEqualTo("good");
  }

  @Test
  void after_a_slow_start_the_call_goes_back_to_the_good_one() throws Exception {
    throughput.measured(2);
    assertThat(speaks(CLAUSE)).isEqualTo("quick");
    for (int i = 0; i < 30; i++) throughput.measured(0.5);
    call.beginReply();
    assertThat(speaks(CLAUSE)).as("1 s, more than half of the patience").isEqualTo("quick");
    for (int i = 0; i < 30; i++) throughput.measured(0.3);
    assertThat(speaks(CLAUSE)).as("the same reply").isEqualTo("quick");
    call.beginReply();
    assertThat(speaks(CLAUSE)).isEqualTo("good");
  }

  @Test
  void a_call_goes_back_only_once() throws Exception {
    throughput.measured(2);
    assertThat(speaks(CLAUSE)).isEqualTo("quick");
    for (int i = 0; i < 30; i++) throughput.measured(0.1);
    call.beginReply();
    assertThat(speaks(CLAUSE)).isEqualTo("good");
    for (int i = 0; i < 30; i++) throughput.measured(2);
    call.beginReply();
    assertThat(speaks(CLAUSE)).isEqualTo("quick");
    for (int i = 0; i < 30; i++) throughput.measured(0.1);
    call.beginReply();
    assertThat(speaks(CLAUSE)).isEqualTo("quick");
  }

  @Test
  void a_voice_names_the_one_that_spoke_last() throws Exception {
    assertThat(call.speaker()).isEqualTo("good-or-quick");
    throughput.measured(0.5);
    assertThat(speaks(CLAUSE)).isEqualTo("good");
    assertThat(call.speaker()).isEqualTo("good");
    call.beginReply();
    assertThat(call.speaker()).as("until another speaks").isEqualTo("good");
    for (int i = 0; i < 30; i++) throughput.measured(2);
    assertThat(speaks(CLAUSE)).isEqualTo("quick");
    assertThat(call.speaker()).isEqualTo("quick");
  }

  @Test
  void the_good_one_says_as_many_replies_at_once_as_it_keeps_pace_with() throws Exception {
    throughput.measured(0.6);
    assertThat(speaks(CLAUSE)).isEqualTo("good");
    var other = node.forCall();
    assertThat(speaks(other, CLAUSE)).isEqualTo("quick");
    other.beginReply();
    call.beginReply();
    for (int i = 0; i < 30; i++) throughput.measured(0.3);
    assertThat(speaks(CLAUSE)).isEqualTo("good");
    assertThat(speaks(other, CLAUSE)).as("with one other of 0.3").isEqualTo("good");
  }

  @Test
  void in_a_call_that_it_has_spoken_in_a_limited_silence_beats_another_voice() throws Exception {
    throughput.measured(0.5);
    assertThat(speaks(CLAUSE)).isEqualTo("good");
    pass(60);
    call.beginReply();
    // 2.4 s until the first piece of it is heard take 1.2 s, after 1.8 s of other work
    throughput.asked(3.6);
    assertThat(speaks(LONG)).isEqualTo("good");
    pass(60);
    call.beginReply();
    throughput.asked(0.1);
    assertThat(speaks(LONG)).isEqualTo("quick");
  }

  @Test
  void cached_phrases_have_the_voice_of_the_call() throws Exception {
    good.prepare(List.of(new TextToSpeech.Utterance(GREETING, "en", "", 1)));
    throughput.measured(0.751);
    assertThat(speaks(GREETING)).as("what follows would not be ready").isEqualTo("quick");
    assertThat(speaks(CLAUSE)).isEqualTo("quick");
    assertThat(speaks(GREETING)).isEqualTo("quick");
  }

  @Test
  void cached_phrases_come_at_once_under_any_load() throws Exception {
    good.prepare(List.of(new TextToSpeech.Utterance(GREETING, "en", "", 1)));
    throughput.measured(0.75);
    assertThat(speaks(GREETING)).as("from memory").isEmpty();
    assertThat(speaks(CLAUSE)).isEqualTo("good");
    throughput.asked(1_000);
    assertThat(speaks(GREETING)).as("from memory").isEmpty();
    call.beginReply();
    assertThat(speaks(CLAUSE)).isEqualTo("quick");
    assertThat(speaks(GREETING)).isEqualTo("quick");
  }

  @Test
  void a_gap_in_a_reply_is_better_than_another_voice() throws Exception {
    throughput.measured(0.7);
    assertThat(speaks(CLAUSE)).isEqualTo("good");
    pass(1.4);
    throughput.asked(1_000);
    assertThat(speaks(LONG)).isEqualTo("good");
  }

  @Test
  void each_call_has_its_own_choice_and_all_share_measurements() throws Exception {
    var other = node.forCall();
    throughput.measured(0.45);
    assertThat(speaks(call, CLAUSE)).isEqualTo("good");
    for (int i = 0; i < 20; i++) throughput.measured(0.76);
    assertThat(speaks(other, CLAUSE)).as("a reply that begins now").isEqualTo("quick");
    assertThat(speaks(call, CLAUSE)).as("one that is under way").isEqualTo("good");
  }

  @Test
  void after_a_while_the_good_one_is_tried_again() throws Exception {
    throughput.measured(3);
    assertThat(speaks(CLAUSE)).isEqualTo("quick");
    pass(30);
    assertThat(speaks(LONG)).as("too long for nobody").isEqualTo("quick");
    pass(30);
    assertThat(speaks(CLAUSE)).isEqualTo("good unheard, quick");
    pass(20);
    assertThat(speaks(CLAUSE)).isEqualTo("quick");
  }
}
