package io.parley.core.turn;

import static io.parley.core.turn.CallScript.answered;
import static io.parley.core.turn.CallScript.asked;
import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.say;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.Expectation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Commas, and last words such as "is", after which people sometimes go on.
class LastWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Yes, it is.                      | SENTENCE
          en | Yes, it is,                      | PAUSED
          en | No, it's not.                    | SENTENCE
          en | No, I did not.                   | SENTENCE
          en | Yes, they were                   | REQUEST
          en | Yes, there is.                   | UNFINISHED
          en | Yes, this is                     | TRAILING_OFF
          en | No, my order is.                 | TRAILING_OFF
          en | It is.                           | UNFINISHED
          en | It is                            | TRAILING_OFF
          en | I thought it was.                | UNFINISHED
          en | That is.                         | TRAILING_OFF
          en | The parcel is.                   | TRAILING_OFF
          en | Where my order is.               | SENTENCE
          en | How late it is                   | UNSURE
          en | How much is                      | TRAILING_OFF
          en | What I want is.                  | TRAILING_OFF
          en | That's what I asked for.         | UNFINISHED
          en | That's what I asked for          | TRAILING_OFF
          en | Can you tell me what happened to. | TRAILING_OFF
          en | I'd like to book a table for.    | TRAILING_OFF
          en | I don't know when.               | UNFINISHED
          en | I'm not sure which.              | UNFINISHED
          en | Do you know when                 | TRAILING_OFF
          en | Probably not.                    | SENTENCE
          en | I'll take the other one or so.   | SENTENCE
          en | I would like to pay by card then. | TRAILING_OFF
          de | Die Schuhe drücken, weil sie zu klein sind. | COMPLAINT
          de | Ich möchte sie umtauschen, weil eine davon kaputt ist, | PAUSED
          de | Ich glaube, dass die Lampe kaputt ist | PAUSED
          de | Ich rufe an, weil meine Bestellung ist. | TRAILING_OFF
          de | Wo meine Bestellung ist.         | SENTENCE
          de | Ich habe Schuhe bekommen, die zu groß sind. | UNFINISHED
          de | Die Lampe ist.                   | TRAILING_OFF
          de | Meine Schuhe sind                | TRAILING_OFF
          de | Die Lampe geht nicht an.         | COMPLAINT
          de | Die Lampe geht nicht an          | TRAILING_OFF
          de | Rufen Sie mich bitte an.         | SENTENCE
          de | Das passt nicht zu.              | TRAILING_OFF
          de | Sie ist blau, glaube ich.        | TELLING
          de | Gestern habe ich.                | TRAILING_OFF
          es | No lo es.                        | COMPLAINT
          es | Dígame cuánto es.                | UNFINISHED
          es | Cuál es.                         | TRAILING_OFF
          es | Mi pedido es.                    | TRAILING_OFF
          fr | La lampe ne marche pas.          | SENTENCE
          fr | Ce n’est pas.                    | SENTENCE
          fr | Je sais pas.                     | UNFINISHED
          fr | Je ne sais pas                   | TRAILING_OFF
          fr | Ne pas                           | TRAILING_OFF
          """)
  void a_last_word_that_usually_demands_more_may_end_a_sentence(
      String language, String text, Completeness expected) {
    assertThat(Completeness.of(text, SpokenLanguage.of(language))).isEqualTo(expected);
  }

  @Test
  void a_comma_after_a_whole_question_delays_its_answer_by_a_quarter_of_a_second() {
    answered("Where is my order,", Cadence.FALLING, 750);
    answered("Where is my order,", Cadence.UNKNOWN, 750);
    answered("Where is my order,", Cadence.LEVEL, 1_000);
    answered("I'd like to know where my order is,", Cadence.UNKNOWN, 750);
  }

  @Test
  void a_comma_where_a_sentence_pauses_is_waited_for_as_before() {
    for (var cadence : Cadence.values()) {
      answered("I received the chairs,", cadence, 1_200);
      answered("Can you tell me,", cadence, 1_400);
      answered("My order is,", cadence, 3_000);
    }
    answered("Tomorrow,", Cadence.UNKNOWN, 1_000);
  }

  @Test
  void an_answer_that_ends_with_is_or_not_is_answered_like_any_other() {
    answered("Yes, it is.", Cadence.FALLING, 400);
    answered("No, it's not.", Cadence.UNKNOWN, 500);
    answered("Where my order is.", Cadence.UNKNOWN, 500);
  }

  @Test
  void somebody_who_stops_after_is_or_a_preposition_is_not_cut_off() {
    for (var words : List.of("It is.", "That's what I asked for."))
      for (var cadence : Cadence.values()) answered(words, cadence, 1_400);
    for (var words : List.of("My order is.", "I want to talk to."))
      for (var cadence : Cadence.values()) answered(words, cadence, 3_000);
  }

  @Test
  void an_answer_to_a_question_is_not_waited_for_because_of_a_comma() {
    asked(call(), Expectation.NAME)
        .silence()
        .words("My name is Anna,")
        .at(3_999)
        .nothing()
        .at(4_000)
        .expect(say(2, "My name is Anna,"));
  }
}
