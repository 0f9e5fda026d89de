package io.parley.core.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.recording.AskingToRecord.Terms;
import io.parley.core.speech.Transcript;
import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.*;
import io.parley.core.turn.Engine;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTailTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private Instant now = NOON;
  private AskingState state = AskingToRecord.begin(RecordingMode.ASKED, false, NOON).state();
  private AnswerTail tail = AnswerTail.NONE;

  private void asked(CallEvent event) {
    state = AskingToRecord.decide(state, event, new Terms("en", 0.4)).state();
    if (state.answer().isPresent()) tail = AnswerTail.of(state);
  }

  private boolean takes(CallEvent event) {
    boolean has = tail.has(event);
    tail = tail.after(event);
    return has;
  }

  private void pass(long millis) {
    now = now.plusMillis(millis);
  }

  private Transcribed words(String text) {
    return new Transcribed(Transcript.settled(text, 0.9), now);
  }

  private void answeredInWords() {
    asked(new SoundEnded(AskingToRecord.QUESTION, now));
    pass(500);
    asked(new SpeechStarted(now, now));
    pass(400);
    asked(new SpeechEnded(now, now));
    asked(words("Yes."));
    assertThat(state.answer()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, false", "*, false"})
  void a_key_that_is_pressed_beside_a_spoken_yes_is_no_choice_of_the_menu(char key, boolean late) {
    answeredInWords();
    pass(1_499);
    assertThat(takes(new Keyed(key, now))).isEqualTo(late);
  }

  @Test
  void a_key_that_is_pressed_twice_is_one_answer_and_a_later_one_is_a_choice() {
    asked(new Keyed('1', now));
    pass(300);
    assertThat(takes(new Keyed('1', now))).isTrue();
    pass(AnswerTail.KEYS.toMillis());
    assertThat(takes(new Keyed('1', now))).isFalse();
  }

  @Test
  void words_of_a_speech_that_began_before_a_key_are_no_words_to_the_agent() {
    asked(new SpeechStarted(now, now));
    pass(200);
    asked(new Keyed('1', now));
    pass(300);
    assertThat(takes(new SpeechEnded(now, now))).isTrue();
    assertThat(takes(words("Yes."))).isTrue();
    pass(1_000);
    assertThat(takes(new SpeechStarted(now, now))).isFalse();
    assertThat(takes(new SpeechSuspected(true, now))).isFalse();
    assertThat(takes(new SpeechEnded(now, now))).isFalse();
    assertThat(takes(words("Where is my order?"))).isFalse();
  }

  @Test
  void so_are_those_of_a_speech_that_is_noticed_later() {
    asked(new Keyed('2', now));
    pass(200);
    assertThat(takes(new SpeechStarted(now.minusMillis(300), now))).isTrue();
    assertThat(takes(new SpeechEnded(now, now))).isTrue();
    assertThat(takes(words("No."))).isTrue();
  }

  @Test
  void words_without_a_speech_before_the_answer_are_heard() {
    asked(new Keyed('1', now));
    pass(1_000);
    assertThat(takes(words("Where is my order?"))).isFalse();
  }

  @Test
  void late_words_are_waited_for_only_so_long() {
    answeredInWords();
    pass(AskingToRecord.LONGEST.minus(Duration.ofMillis(1)).toMillis());
    assertThat(takes(words("Please."))).isTrue();
    pass(1);
    assertThat(takes(words("Where is my order?"))).isFalse();
  }

  @Test
  void what_is_said_into_the_end_of_an_announcement_is_for_the_agent() {
    state = AskingToRecord.begin(RecordingMode.ANNOUNCED, false, now).state();
    asked(new SpeechStarted(now, now));
    asked(new SoundEnded(AskingToRecord.QUESTION, now));
    isForTheAgent();
  }

  @Test
  void what_follows_a_question_without_an_answer_is_for_the_agent() {
    asked(new SpeechStarted(now, now));
    asked(new EngineLost(Engine.VOICE, now));
    isForTheAgent();
  }

  private void isForTheAgent() {
    assertThat(state.answer()).isPresent();
    assertThat(takes(new Keyed('1', now))).isFalse();
    assertThat(takes(words("Where is my order?"))).isFalse();
  }

  @Test
  void a_call_that_asks_nothing_has_no_answer() {
    for (var event :
        new CallEvent[] {
          new Keyed('1', now), new SpeechStarted(now, now), new SpeechEnded(now, now), words("Yes.")
        }) assertThat(takes(event)).isFalse();
  }
}
