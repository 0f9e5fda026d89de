package io.parley.core.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.recording.AskingToRecord.Terms;
import io.parley.core.session.RecordingAnswer;
import io.parley.core.speech.Transcript;
import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.*;
import io.parley.core.turn.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskingToRecordTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private final List<AskingAction> done = new ArrayList<>();
  private AskingState state;
  private Instant now = NOON;
  private Terms terms = new Terms("en", 0.4);

  private void begin(RecordingMode mode) {
    take(AskingToRecord.begin(mode, false, now));
  }

  /// With a menu behind the question.
  private void beginGreeting(RecordingMode mode) {
    take(AskingToRecord.begin(mode, true, now));
  }

  private void happens(CallEvent event) {
    take(AskingToRecord.decide(state, event, terms));
  }

  private void take(AskingStep step) {
    state = step.state();
    done.addAll(step.actions());
  }

  private void heard() {
    pass(3);
    happens(new SoundEnded(AskingToRecord.QUESTION, now));
  }

  private void says(String words, double confidence) {
    pass(1);
    happens(new SpeechStarted(now, now));
    pass(1);
    happens(new SpeechEnded(now, now));
    happens(new Transcribed(Transcript.settled(words, confidence), now));
  }

  private void pass(int seconds) {
    now = now.plusSeconds(seconds);
  }

  private void waits() {
    now = AskingToRecord.due(state).orElseThrow();
    happens(new Tick(now));
  }

  private void assertAnswered(RecordingAnswer answer) {
    assertThat(done.getLast()).isEqualTo(new AskingAction.Answer(answer));
    assertThat(state.answer()).contains(answer);
    assertThat(AskingToRecord.due(state)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "en, 'Yes, please.', AGREED",
    "en, 'No, thank you.', REFUSED",
    "de, 'Ja, gerne.', AGREED",
    "de, 'Nein, lieber nicht.', REFUSED",
    "es, 'Sí, claro.', AGREED",
    "es, 'No, gracias.', REFUSED"
  })
  void words_after_the_question_answer_it(String language, String words, RecordingAnswer answer) {
    terms = new Terms(language, 0.4);
    begin(RecordingMode.ASKED);
    heard();
    says(words, 0.9);
    assertAnswered(answer);
  }

  @ParameterizedTest
  @CsvSource({"1, AGREED", "2, REFUSED"})
  void keys_answer_it_even_while_it_is_said(char key, RecordingAnswer answer) {
    begin(RecordingMode.ASKED);
    happens(new Keyed(key, now));
    assertAnswered(answer);
  }

  @Test
  void other_keys_answer_nothing() {
    begin(RecordingMode.ASKED);
    happens(new Keyed('#', now));
    assertThat(done).containsExactly(new AskingAction.Say());
  }

  @Test
  void an_announcement_counts_once_it_was_heard_and_no_word_or_key_changes_it() {
    begin(RecordingMode.ANNOUNCED);
    happens(new Keyed('2', now));
    says("no", 0.9);
    assertThat(done).containsExactly(new AskingAction.Say());
    heard();
    assertAnswered(RecordingAnswer.ANNOUNCED);
  }

  @Test
  void the_end_of_other_sound_is_not_the_questions() {
    begin(RecordingMode.ANNOUNCED);
    happens(new SoundEnded(1, now));
    assertThat(state.answer()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ASKED", "ANNOUNCED"})
  void the_greeting_comes_before_the_question_where_a_menu_follows(RecordingMode mode) {
    beginGreeting(mode);
    assertThat(done).containsExactly(new AskingAction.Greet());
    pass(2);
    happens(new SoundEnded(AskingToRecord.QUESTION, now));
    assertThat(done).hasSize(1);
    happens(new SoundEnded(AskingToRecord.GREETING, now));
    assertThat(done).containsExactly(new AskingAction.Greet(), new AskingAction.Say());
    happens(new SoundEnded(AskingToRecord.GREETING, now));
    assertThat(state.answer()).isEmpty();
  }

  @Test
  void what_is_said_and_keyed_into_the_greeting_answers_nothing() {
    beginGreeting(RecordingMode.ASKED);
    happens(new Keyed('1', now));
    says("yes", 0.9);
    assertThat(done).containsExactly(new AskingAction.Greet());
    happens(new SoundEnded(AskingToRecord.GREETING, now));
    happens(new Keyed('1', now));
    assertAnswered(RecordingAnswer.AGREED);
  }

  @Test
  void behind_a_greeting_the_question_is_asked_twice_as_well() {
    beginGreeting(RecordingMode.ASKED);
    happens(new SoundEnded(AskingToRecord.GREETING, now));
    heard();
    waits();
    heard();
    waits();
    assertThat(done).hasSize(4);
    assertAnswered(RecordingAnswer.UNANSWERED);
  }

  @Test
  void a_greeting_whose_sound_never_ends_is_no_consent() {
    beginGreeting(RecordingMode.ANNOUNCED);
    waits();
    assertAnswered(RecordingAnswer.UNANSWERED);
  }

  @Test
  void a_yes_into_the_question_is_none_and_it_is_asked_again() {
    begin(RecordingMode.ASKED);
    pass(2);
    happens(new SpeechStarted(now, now));
    heard();
    happens(new SpeechEnded(now, now));
    happens(new Transcribed(Transcript.settled("yes", 0.9), now));
    assertThat(done).containsExactly(new AskingAction.Say(), new AskingAction.Say());
    heard();
    says("yes", 0.9);
    assertAnswered(RecordingAnswer.AGREED);
  }

  @ParameterizedTest
  @CsvSource({"What do you mean?, 0.9", "yes, 0.2", "'yes, but only half', 0.9"})
  void unclear_twice_is_no_consent(String words, double confidence) {
    begin(RecordingMode.ASKED);
    heard();
    says(words, confidence);
    assertThat(done).hasSize(2);
    heard();
    says(words, confidence);
    assertAnswered(RecordingAnswer.UNANSWERED);
  }

  @Test
  void silence_twice_is_no_consent() {
    begin(RecordingMode.ASKED);
    heard();
    waits();
    assertThat(done).hasSize(2);
    heard();
    waits();
    assertAnswered(RecordingAnswer.UNANSWERED);
  }

  @Test
  void a_question_whose_sound_never_ends_is_no_consent() {
    begin(RecordingMode.ASKED);
    waits();
    assertThat(Duration.between(NOON, now)).isEqualTo(AskingToRecord.LONGEST);
    assertAnswered(RecordingAnswer.UNANSWERED);
  }

  @ParameterizedTest
  @CsvSource({"ASKED", "ANNOUNCED"})
  void without_a_voice_nobody_is_told_and_nothing_recorded(RecordingMode mode) {
    begin(mode);
    happens(new EngineLost(Engine.VOICE, now));
    assertAnswered(RecordingAnswer.UNANSWERED);
  }

  @Test
  void where_words_are_not_understood_keys_are() {
    terms = new Terms("fr", 0.4);
    begin(RecordingMode.ASKED);
    heard();
    says("oui", 0.9);
    assertThat(state.answer()).isEmpty();
    happens(new Keyed('1', now));
    assertAnswered(RecordingAnswer.AGREED);
  }

  @Test
  void once_answered_nothing_changes_it() {
    begin(RecordingMode.ASKED);
    happens(new Keyed('2', now));
    happens(new Keyed('1', now));
    assertAnswered(RecordingAnswer.REFUSED);
    assertThat(done).hasSize(2);
  }

  @Test
  void only_an_announcement_and_a_yes_are_consents() {
    assertThat(RecordingAnswer.values())
        .filteredOn(RecordingAnswer::isConsent)
        .containsExactly(RecordingAnswer.ANNOUNCED, RecordingAnswer.AGREED);
  }
}
