package io.parley.voice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.Transcript;
import io.parley.core.turn.Engine;
import io.parley.voice.flow.ManualTimer;
import io.parley.voice.flow.Recorded;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardedSpeechToTextTest {
  private final ManualTimer time = new ManualTimer();
  private final Noted noted = new Noted();
  private final DictatedEar ear = new DictatedEar();
  private final GuardedSpeechToText guarded =
      new GuardedSpeechToText(
          ear, Guard.of("ear", Engine.EAR, Expectations.GUARD, noted, time, time));
  private Recorded<Transcript> heard;
  private Speaker speaker;

  @BeforeEach
  void listen() {
    var listening = guarded.listen("en");
    heard = Recorded.of(listening);
    speaker = new Speaker(listening);
  }

  @Test
  void words_pass_and_their_latency_and_cost_are_reported() {
    speaker.says(2_000);
    ear.says(Transcript.partial("where is", 0.7, 0.5));
    speaker.stops();
    time.pass(Duration.ofMillis(450));
    ear.says(Transcript.settled("where is my order", 0.9));
    assertThat(heard.elements())
        .extracting(Transcript::text)
        .containsExactly("where is", "where is my order");
    assertThat(ear.inputs).hasSize(101);
    assertThat(noted.lines())
        .containsExactly("ear used 2000 ms, 0 characters, 200 micros", "ear ear after 450 ms");
  }

  @Test
  void no_final_transcript_in_time_is_a_timeout() {
    speaker.says(1_000);
    time.pass(Duration.ofMinutes(1));
    assertThat(heard.isOver()).as("while they speak nothing is late").isFalse();
    speaker.stops();
    time.pass(Duration.ofMillis(4_999));
    ear.says(Transcript.partial("where", 0.7, 0.5));
    assertThat(heard.isOver()).isFalse();
    time.pass(Duration.ofMillis(1));
    assertThat(heard.failure().category()).isEqualTo(Category.TIMEOUT);
    assertThat(ear.cancelled).isTrue();
    assertThat(speaker.isCancelled()).isTrue();
    assertThat(noted.lines())
        .containsExactly("ear used 1000 ms, 0 characters, 100 micros", "ear failed: timeout");
  }

  @Test
  void each_end_of_speech_needs_its_own_answer() {
    speaker.says(200);
    speaker.stops();
    speaker.says(200);
    speaker.stops();
    time.pass(Duration.ofSeconds(4));
    ear.says(Transcript.settled("one", 0.9));
    time.pass(Duration.ofSeconds(4));
    assertThat(heard.isOver()).isFalse();
    ear.says(Transcript.settled("two", 0.9));
    time.pass(Duration.ofMinutes(1));
    assertThat(heard.isOver()).isFalse();
    assertThat(noted.lines()).contains("ear ear after 4000 ms", "ear ear after 8000 ms");
  }

  @Test
  void a_piece_of_long_speech_answers_no_end_of_speech_however_late() {
    speaker.says(13_000);
    speaker.stops();
    time.pass(Duration.ofSeconds(2));
    ear.says(Transcript.piece("where is the order that I made last week", 0.9));
    assertThat(noted.lines()).noneMatch(line -> line.contains("after"));
    time.pass(Duration.ofMillis(4_999));
    assertThat(heard.isOver()).as("it goes on, and has its time for the rest").isFalse();
    time.pass(Duration.ofMillis(1));
    assertThat(heard.failure().category()).isEqualTo(Category.TIMEOUT);
  }

  @Test
  void the_end_of_speech_after_the_one_that_a_cut_was_in_has_its_deadline_too() {
    speaker.says(13_000);
    ear.says(Transcript.piece("where is the order that I made last week", 0.9));
    speaker.stops();
    ear.says(Transcript.settled("and the other one", 0.9));
    speaker.says(200);
    speaker.stops();
    time.pass(Duration.ofSeconds(5));
    assertThat(heard.failure().category()).isEqualTo(Category.TIMEOUT);
  }

  @Test
  void the_rate_of_words_counts_all_unanswered_sound() {
    speaker.says(13_000);
    ear.says(Transcript.piece("where is the order that I made last week", 0.9));
    speaker.stops();
    speaker.says(2_000);
    speaker.stops();
    ear.says(Transcript.settled("x".repeat(300), 0.9));
    ear.says(Transcript.settled("x".repeat(120), 0.9));
    assertThat(heard.isOver()).isFalse();
    speaker.says(200);
    ear.says(Transcript.partial("x".repeat(49), 0.9, 0.5));
    assertThat(heard.failure().category()).isEqualTo(Category.GARBAGE);
  }

  @Test
  void after_the_last_answer_the_end_still_has_a_deadline() {
    speaker.says(200);
    speaker.stops();
    speaker.hangsUp();
    ear.says(Transcript.settled("bye", 0.9));
    time.pass(Duration.ofSeconds(5));
    assertThat(heard.failure().category()).isEqualTo(Category.TIMEOUT);
  }

  @Test
  void words_faster_than_speech_are_garbage() {
    speaker.says(1_000);
    ear.says(Transcript.partial("x".repeat(80), 0.9, 0.5));
    assertThat(heard.isOver()).isFalse();
    ear.says(Transcript.partial("x".repeat(81), 0.9, 0.5));
    assertThat(heard.failure().category()).isEqualTo(Category.GARBAGE);
    assertThat(heard.elements()).hasSize(1);
  }

  @Test
  void a_failed_ear_fails_once_and_takes_no_more_sound() {
    speaker.says(200);
    ear.fail(new SpeechFailure(Category.UNAVAILABLE, "gone", null));
    speaker.says(200);
    time.pass(Duration.ofMinutes(1));
    assertThat(heard.failures()).hasSize(1);
    assertThat(speaker.isCancelled()).isTrue();
    assertThat(ear.inputs).hasSize(10);
    assertThat(heard.isBroken()).isFalse();
  }

  @Test
  void an_open_breaker_fails_the_next_at_once() {
    ear.fail(new SpeechFailure(Category.DENIED, "wrong key", null));
    ear.asked = false;
    var listening = guarded.listen("en");
    var next = Recorded.of(listening);
    var other = new Speaker(listening);
    other.says(20);
    assertThat(next.failure().category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(other.isCancelled()).isTrue();
    assertThat(ear.asked).isFalse();
  }

  @Test
  void the_end_of_the_stream_has_a_deadline() {
    speaker.says(200);
    speaker.hangsUp();
    assertThat(ear.completed).isTrue();
    ear.says(Transcript.settled("bye", 0.9));
    ear.complete();
    assertThat(heard.isComplete()).isTrue();

    listen();
    speaker.hangsUp();
    time.pass(Duration.ofSeconds(5));
    assertThat(heard.failure().category()).isEqualTo(Category.TIMEOUT);
  }

  @Test
  void cancelling_frees_the_ear_without_a_failure() {
    speaker.says(200);
    heard.cancel();
    assertThat(ear.cancelled).isTrue();
    assertThat(speaker.isCancelled()).isTrue();
    assertThat(noted.lines()).containsExactly("ear used 200 ms, 0 characters, 20 micros");
  }

  @Test
  void a_lost_leg_does_not_count_as_a_failure_of_the_ear() {
    var lost = new IllegalStateException("lost");
    speaker.isLost(lost);
    assertThat(ear.failed).isSameAs(lost);
    assertThat(heard.failures()).containsExactly(lost);
    assertThat(noted.lines()).isEmpty();
  }
}
