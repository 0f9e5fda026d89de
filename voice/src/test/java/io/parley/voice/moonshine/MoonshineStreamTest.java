package io.parley.voice.moonshine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.speech.EndOfSpeech;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.Transcript;
import io.parley.voice.testing.Heard;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/// The times of decoding, and its words.
class MoonshineStreamTest extends ToldDecoder {
  @Test
  void words_come_while_somebody_speaks_and_once_more_when_the_speech_has_ended() throws Exception {
    var stream = listen();
    var heard = Heard.of(stream);
    speak(stream, 24);
    assertThat(asked).isEmpty();
    speak(stream, 1);
    awaitAsked(1);
    answer("Where is", 0.8);
    await().until(() -> heard.soFar().size() == 1);
    speak(stream, 14);
    assertThat(asked).hasSize(1);
    speak(stream, 1);
    awaitAsked(2);
    answer("Where is my", 0.7);
    await().until(() -> heard.soFar().size() == 2);
    stream.onNext(new EndOfSpeech());
    awaitAsked(3);
    answer("Where is my order?", 0.9);
    stream.onComplete();
    assertThat(heard.whole())
        .containsExactly(
            Transcript.partial("Where is", 0.8, 0),
            Transcript.partial("Where is my", 0.7, 2 / 3.0),
            Transcript.settled("Where is my order?", 0.9));
    assertThat(asked).containsExactly(25, 40, 40);
  }

  @Test
  void one_partial_at_a_time_and_the_next_has_all_sound_so_far() {
    var stream = listen();
    var heard = Heard.of(stream);
    speak(stream, 25);
    awaitAsked(1);
    speak(stream, 100);
    assertThat(asked).hasSize(1);
    answer("one", 1);
    await().until(() -> heard.soFar().size() == 1);
    speak(stream, 1);
    awaitAsked(2);
    assertThat(asked).containsExactly(25, 126);
  }

  @Test
  void a_partial_after_the_end_of_speech_is_dropped() throws Exception {
    var stream = listen();
    var heard = Heard.of(stream);
    speak(stream, 25);
    awaitAsked(1);
    stream.onNext(new EndOfSpeech());
    answer("late", 1);
    awaitAsked(2);
    answer("in time", 1);
    stream.onComplete();
    assertThat(heard.whole()).containsExactly(Transcript.settled("in time", 1));
  }

  @Test
  void a_final_of_another_call_precedes_waiting_partials() {
    var busy = listen();
    Heard.of(busy);
    speak(busy, 25);
    awaitAsked(1);
    var partial = listen();
    Heard.of(partial);
    speak(partial, 30);
    var wanted = listen();
    var heard = Heard.of(wanted);
    speak(wanted, 10);
    wanted.onNext(new EndOfSpeech());
    answer("of the busy one", 1);
    awaitAsked(2);
    answer("yes", 1);
    await().until(() -> !heard.soFar().isEmpty());
    assertThat(asked).startsWith(25, 10);
    assertThat(heard.soFar()).containsExactly(Transcript.settled("yes", 1));
  }

  @Test
  void speech_without_a_pause_is_cut_where_it_is_quietest() {
    var stream = listen();
    var heard = Heard.of(stream);
    speak(stream, 25);
    // begun: what is not would be dropped at the cut, and its answer would be the next one's
    awaitAsked(1);
    speak(stream, 149);
    speak(stream, 5, 10);
    speak(stream, 20);
    assertThat(asked).containsExactly(25);
    answer("partial", 1);
    await().until(() -> heard.soFar().size() == 1);
    speak(stream, 1);
    answer("until the pause", 1);
    await().until(() -> heard.soFar().stream().anyMatch(Transcript::isFinal));
    // within the five quiet frames
    assertThat(asked).anyMatch(frames -> frames >= 174 && frames < 179);
    assertThat(heard.soFar().getLast()).isEqualTo(Transcript.piece("until the pause", 1));
    stream.onNext(new EndOfSpeech());
    answer("and after it", 1);
    await().until(() -> heard.soFar().stream().anyMatch(Transcript::isAnswer));
    assertThat(heard.soFar().getLast()).isEqualTo(Transcript.settled("and after it", 1));
  }

  @Test
  void without_sound_the_end_of_speech_brings_a_transcript_without_text() throws Exception {
    var stream = listen();
    var heard = Heard.of(stream);
    stream.onNext(new EndOfSpeech());
    stream.onComplete();
    assertThat(heard.whole()).containsExactly(Transcript.settled("", 1));
    assertThat(asked).isEmpty();
  }

  @Test
  void an_end_of_speech_wants_words_of_what_is_as_long_as_a_word_and_not_silent() throws Exception {
    var stream = listen();
    var heard = Heard.of(stream);
    for (int i = 0; i < 4; i++) answer("two", 0.9);
    // in frames of 20 ms
    for (int loud : new int[] {9, 10, 20}) {
      speak(stream, 24 - loud, 10);
      speak(stream, loud, 1_000);
      stream.onNext(loud < 20 ? new EndOfSpeech() : new EndOfSpeech(Expectation.DIGITS));
    }
    speak(stream, 24, 20);
    stream.onNext(new EndOfSpeech());
    stream.onComplete();
    assertThat(heard.whole()).hasSize(4);
    assertThat(demands)
        .containsExactly(
            Demand.ANYTHING,
            new Demand(0.35, Expectation.FREE),
            new Demand(0, Expectation.DIGITS),
            Demand.ANYTHING);
  }

  @Test
  void a_guess_and_a_cut_clip_may_have_no_words() {
    var stream = listen();
    Heard.of(stream);
    speak(stream, 25);
    awaitAsked(1);
    speak(stream, 175);
    answer("guess", 1);
    awaitAsked(2);
    answer("piece", 1);
    assertThat(demands).containsOnly(Demand.ANYTHING);
  }

  @Test
  void doubtful_repetition_is_noise() throws Exception {
    var stream = listen();
    var heard = Heard.of(stream);
    answer("you you you you", 0.34);
    answer("no, no, no", 0.36);
    for (int i = 0; i < 2; i++) {
      speak(stream, 5);
      stream.onNext(new EndOfSpeech());
    }
    stream.onComplete();
    assertThat(heard.whole())
        .containsExactly(Transcript.settled("", 0.34), Transcript.settled("no, no, no", 0.36));
  }

  @Test
  void a_failing_decoder_is_a_failure_of_the_engine() throws Exception {
    isBroken = true;
    var stream = listen();
    var heard = Heard.of(stream);
    speak(stream, 5);
    stream.onNext(new EndOfSpeech());
    assertThat(heard.failure())
        .isInstanceOfSatisfying(
            SpeechFailure.class,
            failure -> {
              assertThat(failure.category()).isEqualTo(SpeechFailure.Category.GARBAGE);
              assertThat(failure.retryable()).isTrue();
            });
    speak(stream, 50);
    assertThat(asked).hasSize(1);
  }

  @Test
  void an_engine_too_slow_for_the_sound_fails() throws Exception {
    var stream = listen();
    var heard = Heard.of(stream);
    for (int i = 0; i < 8; i++) {
      speak(stream, SECOND);
      stream.onNext(new EndOfSpeech());
    }
    assertThat(heard.isOver()).isFalse();
    speak(stream, 1);
    stream.onNext(new EndOfSpeech());
    assertThat(((SpeechFailure) heard.failure()).category())
        .isEqualTo(SpeechFailure.Category.TIMEOUT);
  }

  @Test
  void a_cancelled_stream_requests_nothing() {
    var stream = listen();
    var heard = Heard.of(stream);
    var upstream = new boolean[1];
    stream.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {
            assertThat(n).isEqualTo(Long.MAX_VALUE);
          }

          @Override
          public void cancel() {
            upstream[0] = true;
          }
        });
    speak(stream, 25);
    awaitAsked(1);
    stream.onNext(new EndOfSpeech());
    heard.cancel();
    assertThat(upstream).containsExactly(true);
    answer("nobody hears this", 1);
    speak(stream, 100);
    await().until(() -> workers.waiting() == 0);
    assertThat(asked).containsExactly(25);
    assertThat(heard.soFar()).isEmpty();
  }
}
