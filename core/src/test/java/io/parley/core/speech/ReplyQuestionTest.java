package io.parley.core.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyQuestionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | I'll gladly look that up. What is the order number? It has four digits.     | Digits
          en | If it is about an order of yours, tell me its number, and I'll look.         | Digits
          en | Could you check the number in your confirmation e-mail?                      | Digits
          en | Please enter your PIN.                                                       | Digits
          en | Please say the number digit by digit, or press it on the keypad.             | Digits
          en | If that doesn't help, shall I open a ticket, so that a colleague can?        | YesOrNo
          en | Order one zero four two, right?                                              | YesOrNo
          en | Is it about an order, a return, or something else?                           | Free
          en | May I have your name, please? What is your full name?                        | Name
          en | Could you spell it for me?                                                   | Spelled
          en | What happened?                                                               | Free
          en | Your order is on its way.                                                    | Free
          de | Gern. Wie lautet die Ticketnummer? Sie beginnt mit T.                        | Digits
          de | Wenn es um eine Bestellung geht, nennen Sie mir die Nummer.                  | Digits
          de | Bitte nennen Sie die Nummer Ziffer für Ziffer, oder drücken Sie die Tasten.  | Digits
          de | Wenn das nicht hilft: Soll ich ein Ticket für einen Kollegen öffnen?         | YesOrNo
          de | Geht es um eine Bestellung, eine Rückgabe oder etwas anderes?                | Free
          de | Wie heißen Sie?                                                              | Name
          es | Lo miro con gusto. ¿Cuál es el número de pedido? Tiene cuatro cifras.        | Digits
          es | Si se trata de un pedido suyo, dígame el número y miro dónde está.           | Digits
          es | Dígame el número cifra por cifra, o márquelo con las teclas.                 | Digits
          es | No estoy seguro de que fuera un sí. ¿Aviso ahora a un compañero?             | YesOrNo
          es | Si no le sirve, ¿abro un ticket para un compañero?                           | YesOrNo
          es | ¿Es sobre un pedido, una devolución u otra cosa?                             | Free
          fr | Quel est le numéro de commande ?                                             | Free
          """)
  void a_reply_tells_what_it_asks_for(String language, String reply, String kind) {
    assertThat(ReplyQuestion.expects(reply, language).getClass().getSimpleName()).isEqualTo(kind);
  }

  @Test
  void the_last_request_counts() {
    assertThat(
            ReplyQuestion.expects("What is the order number? Or shall I call you back?", "en-US"))
        .isEqualTo(Expectation.FREE);
    assertThat(ReplyQuestion.expects("Do you have it? What is the number?", "en-US"))
        .isEqualTo(Expectation.DIGITS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | What is the order number? It has four digits.                | 4
          en | Please tell me the six-digit code.                           | 6
          en | I sent a code. What are its 6 digits?                        | 6
          de | Wie lautet die vierstellige Bestellnummer?                   | 4
          de | Nennen Sie mir die Nummer. Sie hat fünf Ziffern.             | 5
          es | ¿Cuál es el número de pedido? Tiene cuatro cifras.           | 4
          """)
  void a_number_may_have_a_known_length(String language, String reply, int digits) {
    assertThat(ReplyQuestion.expects(reply, language))
        .isEqualTo(new Expectation.Digits(digits, digits));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Order numbers have four digits. Shall I look for you? What is your number?
          en | What is the number? Four digits, or six digits if it is a ticket.
          en | What are the last two digits of your number?
          de | Wie lautet die Nummer?
          """)
  void what_is_not_said_of_the_number_alone_is_no_length(String language, String reply) {
    assertThat(ReplyQuestion.expects(reply, language)).isEqualTo(Expectation.DIGITS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Thank you. What does your Membership card say?            | Digits
          en | Please tell me what is on your membership card.           | Digits
          en | Is it on your membership card?                            | Digits
          en | Your membership card is on its way.                       | Free
          en | It is on your membership card. Shall I call you back?     | YesOrNo
          en | Was it member card 12?                                    | YesOrNo
          en | What is your name, and who is your sponsor?               | Spelled
          fr | Que dit votre membership card ?                           | Digits
          fr | Dites-moi, la membership card.                            | Free
          fr | Quel est le numéro de commande ?                          | Free
          """)
  void words_of_the_agents_own_requests_count_before_the_rules(
      String language, String reply, String kind) {
    var configured =
        List.of(
            new AskedFor(List.of("membership card"), new Expectation.Digits(6, 6)),
            new AskedFor(List.of("sponsor", "godparent"), Expectation.SPELLED));
    assertThat(ReplyQuestion.expects(reply, language, configured).getClass().getSimpleName())
        .isEqualTo(kind);
  }

  @Test
  void the_first_of_the_agents_own_requests_that_matches_counts() {
    var configured =
        List.of(
            new AskedFor(List.of("card number"), new Expectation.Digits(6, 8)),
            new AskedFor(List.of("number"), Expectation.SPELLED));
    assertThat(ReplyQuestion.expects("What is the card number?", "en", configured))
        .isEqualTo(new Expectation.Digits(6, 8));
    assertThat(ReplyQuestion.expects("What is the number?", "en", configured))
        .isEqualTo(Expectation.SPELLED);
  }

  @Test
  void the_agents_own_request_may_be_told_to_expect_anything() {
    var configured = List.of(new AskedFor(List.of("house number"), Expectation.FREE));
    assertThat(ReplyQuestion.expects("What is your house number?", "en", configured))
        .isEqualTo(Expectation.FREE);
  }

  @Test
  void digits_of_the_agents_own_request_may_have_a_length_that_the_reply_tells() {
    var configured = List.of(new AskedFor(List.of("token"), Expectation.DIGITS));
    assertThat(ReplyQuestion.expects("What is the token? It has six digits.", "en", configured))
        .isEqualTo(new Expectation.Digits(6, 6));
  }

  @Test
  void a_request_without_words_or_with_too_many_is_refused() {
    assertThatThrownBy(() -> new AskedFor(List.of(), Expectation.NAME))
        .hasMessage("words: 0 (expected: 1 to 20)");
    assertThatThrownBy(() -> new AskedFor(Collections.nCopies(21, "x"), Expectation.NAME))
        .hasMessage("words: 21 (expected: 1 to 20)");
    assertThatThrownBy(() -> new AskedFor(List.of(" "), Expectation.NAME))
        .hasMessage("words: nothing (expected: a text)");
    assertThatThrownBy(() -> new AskedFor(List.of("x".repeat(101)), Expectation.NAME))
        .hasMessage("words: 101 (expected: 1 to 100)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Which size do you need?                                   | true
          en | Of course. And what colour would you like?                | true
          en | For how many people?                                      | true
          en | Where did you buy it?                                     | true
          en | Would you like the red one or the blue one?               | true
          en | What happened when you switched it on?                    | false
          en | How can I help you?                                       | false
          en | Or shall I call you back?                                 | false
          en | Tell me which one you mean.                               | false
          en | Which one you take does not matter.                       | false
          de | Gern. Für wie viele Personen?                             | true
          de | In welcher Größe?                                         | true
          de | Was ist passiert, als Sie sie eingeschaltet haben?        | false
          es | ¿Cuántas personas son?                                    | true
          es | ¿Qué ha pasado?                                           | false
          fr | Quelle taille ?                                           | false
          """)
  void a_question_that_few_words_answer_expects_an_answer(
      String language, String reply, boolean expected) {
    assertThat(ReplyQuestion.expects(reply, language))
        .isEqualTo(expected ? Expectation.ANSWER : Expectation.FREE);
  }

  @Test
  void nothing_expects_anything() {
    assertThat(ReplyQuestion.expects("", "en")).isEqualTo(Expectation.FREE);
  }
}
