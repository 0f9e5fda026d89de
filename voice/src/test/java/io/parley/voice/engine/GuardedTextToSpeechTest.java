package io.parley.voice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.core.turn.Engine;
import io.parley.voice.flow.ManualTimer;
import io.parley.voice.flow.Recorded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuardedTextToSpeechTest {
  /// 10 characters: 3 s and 10 × 0.5 s at most.
  private static final Utterance TEN = new Utterance("ten chars.", "en", "", 1);

  private final ManualTimer time = new ManualTimer();
  private final Noted noted = new Noted();
  private final Guard guard =
      Guard.of("voice", Engine.VOICE, Expectations.GUARD, noted, time, time);
  private DictatedVoice voice = new DictatedVoice();

  private Recorded<AudioFrame> speak(long first) {
    return Recorded.of(new GuardedTextToSpeech(voice, guard).speak(TEN), first);
  }

  private Recorded<AudioFrame> speak() {
    return speak(Long.MAX_VALUE);
  }

  @Test
  void sound_passes_and_its_latency_and_cost_are_reported() {
    var heard = speak();
    time.pass(Duration.ofMillis(300));
    voice.sound(600);
    time.pass(Duration.ofMillis(1_900));
    voice.sound(400);
    voice.complete();
    assertThat(heard.elements()).hasSize(50);
    assertThat(heard.isComplete()).isTrue();
    assertThat(noted.lines())
        .containsExactly(
            "voice voice after 300 ms", "voice used 1000 ms, 10 characters, 400 micros");
    assertThat(time.isSet()).as("a deadline of what is over").isFalse();
  }

  @Test
  void demand_is_passed_on_and_so_is_cancelling() {
    var heard = speak(2);
    voice.sound(100);
    assertThat(voice.requested).isEqualTo(2);
    assertThat(heard.elements()).hasSize(2);
    heard.request(1);
    assertThat(heard.elements()).hasSize(3);
    heard.cancel();
    assertThat(voice.cancelled).isTrue();
    voice.sound(100);
    assertThat(heard.elements()).hasSize(3);
    assertThat(heard.isOver()).isFalse();
    assertThat(noted.lines()).last().isEqualTo("voice used 60 ms, 10 characters, 306 micros");
  }

  @Test
  void a_voice_without_sound_in_time_fails() {
    var heard = speak();
    time.pass(Duration.ofMillis(3_999));
    assertThat(heard.isOver()).isFalse();
    time.pass(Duration.ofMillis(1));
    assertThat(heard.failure().category()).isEqualTo(Category.TIMEOUT);
    assertThat(voice.cancelled).isTrue();
    assertThat(noted.lines()).containsExactly("voice failed: timeout");
  }

  @Test
  void a_voice_that_stops_in_a_clause_fails_after_its_sound() {
    var heard = speak();
    voice.sound(200);
    time.pass(Duration.ofSeconds(2));
    assertThat(heard.failure().category()).isEqualTo(Category.TIMEOUT);
    assertThat(heard.elements()).hasSize(10);
    voice.sound(200);
    assertThat(heard.elements()).hasSize(10);
    assertThat(heard.isBroken()).isFalse();
    assertThat(noted.lines())
        .containsExactly(
            "voice voice after 0 ms",
            "voice used 200 ms, 10 characters, 320 micros",
            "voice failed: timeout");
  }

  @Test
  void nothing_is_late_without_demand() {
    var heard = speak(0);
    time.pass(Duration.ofMinutes(1));
    heard.request(1);
    voice.sound(20);
    time.pass(Duration.ofMinutes(1));
    assertThat(heard.isOver()).isFalse();
    heard.request(1);
    time.pass(Duration.ofSeconds(2));
    assertThat(heard.failure().category()).isEqualTo(Category.TIMEOUT);
  }

  @Test
  void sound_that_does_not_stop_is_garbage() {
    var heard = speak();
    voice.sound(8_000);
    assertThat(heard.isOver()).isFalse();
    voice.sound(20);
    assertThat(heard.failure().category()).isEqualTo(Category.GARBAGE);
    assertThat(heard.failure()).hasMessageNotContaining(TEN.text());
  }

  @Test
  void a_clause_of_silence_is_garbage() {
    var heard = speak();
    voice.silence(500);
    voice.complete();
    assertThat(heard.failure().category()).isEqualTo(Category.GARBAGE);
  }

  @Test
  void an_empty_clause_is_garbage() {
    var heard = speak();
    voice.complete();
    assertThat(heard.failure().category()).isEqualTo(Category.GARBAGE);
  }

  @Test
  void silence_at_the_beginning_is_allowed_up_to_a_limit() {
    var heard = speak();
    voice.silence(1_000);
    assertThat(heard.isOver()).isFalse();
    voice.silence(20);
    assertThat(heard.failure().category()).isEqualTo(Category.GARBAGE);
  }

  @Test
  void positions_that_skip_are_garbage() {
    var heard = speak();
    voice.sound(20);
    voice.raw(new AudioFrame(new short[] {500}, DictatedVoice.SAMPLE_RATE, 481));
    assertThat(heard.failure().category()).isEqualTo(Category.GARBAGE);
  }

  @Test
  void a_sample_rate_that_changes_is_garbage() {
    var heard = speak();
    voice.sound(20);
    voice.raw(new AudioFrame(new short[] {500}, 16_000, 480));
    assertThat(heard.failure().category()).isEqualTo(Category.GARBAGE);
  }

  @Test
  void a_failure_keeps_its_category_and_an_engines_exception_becomes_a_failure() {
    var heard = speak();
    voice.fail(new SpeechFailure(Category.RATE_LIMITED, "slow", null));
    assertThat(heard.failure().category()).isEqualTo(Category.RATE_LIMITED);
    voice = new DictatedVoice();
    heard = speak();
    voice.fail(new IllegalStateException("what was said"));
    assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(heard.failure()).hasMessageNotContaining("what was said");
  }

  @Test
  void the_third_failure_opens_its_breaker_and_the_next_clause_fails_at_once() {
    for (int i = 0; i < 3; i++) {
      voice = new DictatedVoice();
      speak();
      voice.fail(new SpeechFailure(Category.UNAVAILABLE, "gone", null));
    }
    voice = new DictatedVoice();
    var heard = speak();
    assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(voice.asked).isFalse();
    time.pass(Duration.ofSeconds(15));
    heard = speak();
    voice.sound(200);
    voice.complete();
    assertThat(heard.failures()).isEmpty();
    assertThat(heard.isComplete()).isTrue();
    assertThat(noted.lines()).contains("voice is open", "voice is half_open", "voice is closed");
  }

  @Test
  void a_clause_that_was_interrupted_before_its_first_sound_costs_nothing() {
    speak().cancel();
    assertThat(noted.lines()).isEmpty();
    assertThat(voice.cancelled).isTrue();
  }
}
