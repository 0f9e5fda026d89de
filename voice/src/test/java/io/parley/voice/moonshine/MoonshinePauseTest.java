package io.parley.voice.moonshine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.speech.EndOfSpeech;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.Transcript;
import io.parley.voice.testing.Heard;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Decoding in a pause that may be the end of an utterance, and its words.
class MoonshinePauseTest extends ToldDecoder {
  @Test
  void the_clip_is_decoded_in_a_pause_and_these_words_are_final_when_it_was_the_end() {
    var stream = listen();
    var heard = Heard.of(stream);
    speak(stream, 15);
    speak(stream, 4, QUIET);
    assertThat(asked).as("a stop within a word").isEmpty();
    speak(stream, 1, QUIET);
    awaitAsked(1);
    answer("Yes.", 0.9);
    await().until(() -> heard.soFar().size() == 1);
    speak(stream, 6, QUIET);
    stream.onNext(new EndOfSpeech());
    await().until(() -> heard.soFar().size() == 2);
    assertThat(heard.soFar().getLast()).isEqualTo(Transcript.settled("Yes.", 0.9));
    assertThat(asked).containsExactly(20);
  }

  @Test
  void an_end_of_speech_waits_for_the_decoding_in_its_pause() {
    var stream = listen();
    var heard = Heard.of(stream);
    speak(stream, 15);
    speak(stream, 5, QUIET);
    awaitAsked(1);
    speak(stream, 6, QUIET);
    stream.onNext(new EndOfSpeech());
    speak(stream, 10);
    stream.onNext(new EndOfSpeech());
    answer("Yes.", 0.9);
    answer("No.", 0.8);
    await().until(() -> heard.soFar().size() == 2);
    assertThat(heard.soFar())
        .containsExactly(Transcript.settled("Yes.", 0.9), Transcript.settled("No.", 0.8));
    assertThat(asked).containsExactly(20, 10);
  }

  @Test
  void words_of_a_pause_are_not_final_when_sound_followed() {
    var stream = listen();
    var heard = Heard.of(stream);
    speak(stream, 15);
    speak(stream, 5, QUIET);
    awaitAsked(1);
    answer("My order", 0.9);
    await().until(() -> heard.soFar().size() == 1);
    speak(stream, 2);
    speak(stream, 4, QUIET);
    answer("My order is late.", 0.9);
    stream.onNext(new EndOfSpeech());
    await().until(() -> heard.soFar().size() == 2);
    assertThat(heard.soFar().getLast()).isEqualTo(Transcript.settled("My order is late.", 0.9));
    assertThat(asked).containsExactly(20, 26);
  }

  @Test
  void quiet_sound_after_a_bang_is_decoded_to_its_end() {
    var stream = listen();
    var heard = Heard.of(stream);
    speak(stream, 15, 20_000);
    speak(stream, 5, 500);
    awaitAsked(1);
    answer("", 0.5);
    await().until(() -> heard.soFar().size() == 1);
    speak(stream, 14, 500);
    assertThat(asked).hasSize(1);
    speak(stream, 1, 500);
    awaitAsked(2);
    answer("Hello?", 0.5);
    await().until(() -> heard.soFar().size() == 2);
    assertThat(asked).containsExactly(20, 35);
  }

  @Test
  void where_nothing_was_heard_in_the_pause_or_a_number_is_expected_the_end_is_decoded_again() {
    var ends = List.of(new EndOfSpeech(), new EndOfSpeech(Expectation.DIGITS));
    for (var inPause : List.of("", "Aid.")) {
      var stream = listen();
      var heard = Heard.of(stream);
      int before = asked.size();
      speak(stream, 15);
      speak(stream, 5, QUIET);
      awaitAsked(before + 1);
      answer(inPause, 0.5);
      await().until(() -> heard.soFar().size() == 1);
      speak(stream, 6, QUIET);
      stream.onNext(ends.get(before / 2));
      answer("Eight.", 0.7);
      await().until(() -> heard.soFar().size() == 2);
      assertThat(heard.soFar().getLast()).isEqualTo(Transcript.settled("Eight.", 0.7));
    }
    assertThat(asked).containsExactly(20, 26, 20, 26);
  }
}
