package io.parley.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenConsentTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | YES     | Yes.",
        "en | YES     | Yes, please.",
        "en | YES     | Sure, go ahead.",
        "en | YES     | Okay, do it",
        "en | YES     | Yes, cancel the order please",
        "en | YES     | No problem, go ahead.",
        "en | YES     | Why not.",
        "en | NO      | No.",
        "en | NO      | No, don't",
        "en | NO      | No, don’t do that",
        "en | NO      | I'd rather not.",
        "en | NO      | Please do not cancel it",
        "en | NO      | No, I want to keep it",
        "en | NO      | Wait",
        "en | UNCLEAR | Yes, no, wait",
        "en | UNCLEAR | Yes, but only half of it",
        "en | UNCLEAR | Yes, the other one",
        "en | UNCLEAR | Yes?",
        "en | UNCLEAR | I don't know",
        "en | UNCLEAR | Not sure",
        "en | UNCLEAR | Uh",
        "en | UNCLEAR | How much is it?",
        "en | UNCLEAR | Okay if it is free",
        "en | UNCLEAR | ''",
        "de | YES     | Ja, bitte.",
        "de | YES     | Ja, machen Sie das bitte",
        "de | YES     | In Ordnung",
        "de | YES     | Kein Problem, gerne",
        "de | YES     | Warum nicht",
        "de | NO      | Nein, lieber nicht",
        "de | NO      | Nein danke",
        "de | NO      | Auf keinen Fall!",
        "de | NO      | Das möchte ich nicht",
        "de | UNCLEAR | Ja, nein, Moment",
        "de | UNCLEAR | Ja, aber nur die Hälfte",
        "de | UNCLEAR | Weiß ich nicht",
        "de | UNCLEAR | Welche Bestellung?",
        "de | UNCLEAR | Noch nicht",
        "es | YES     | Sí, por favor",
        "es | YES     | Si",
        "es | YES     | Vale",
        "es | YES     | Claro que sí",
        "es | YES     | ¿Cómo no!",
        "es | YES     | No hay problema",
        "es | NO      | No",
        "es | NO      | Claro que no",
        "es | NO      | No, gracias",
        "es | NO      | De ninguna manera",
        "es | NO      | No quiero eso",
        "es | UNCLEAR | Sí, pero solo la mitad",
        "es | UNCLEAR | No lo sé",
        "es | UNCLEAR | ¿Qué pedido?",
        "es | UNCLEAR | Todavía no",
      })
  void words_have_one_meaning_or_none(String language, SpokenConsent meaning, String words) {
    assertThat(SpokenConsent.of(words, language, "Cancel order")).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | No, dot com            | dot com",
        "en | No, no, A N N A        | A N N A",
        "en | Yes, A as in Anna      | A as in Anna",
        "en | Yes.                   | ''",
        "en | dot com                | dot com",
        "en | ''                     | ''",
        "de | Nein, Punkt de         | Punkt de",
        "es | Sí, arroba ejemplo     | arroba ejemplo",
        "fr | Non, point fr          | Non, point fr",
      })
  void an_answer_is_left_out_before_more_words(String language, String words, String behind) {
    assertThat(SpokenConsent.behindAnswer(words, language)).isEqualTo(behind);
  }
}
