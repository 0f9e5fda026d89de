package io.parley.core.speech;

import static org.assertj.core.api.Assertions.assertThat;

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
          en | If that doesn't help, shall I open a ticket, so that a colleague can?        | YesOrNo
          en | Order one zero four two, right?                                              | YesOrNo
          en | Is it about an order, a return, or something else?                           | Free
          en | May I have your name, please? What is your full name?                        | Name
          en | Could you spell it for me?                                                   | Spelled
          en | What happened?                                                               | Free
          en | Your order is on its way.                                                    | Free
          de | Gern. Wie lautet die Ticketnummer? Sie beginnt mit T.                        | Digits
          de | Wenn es um eine Bestellung geht, nennen Sie mir die Nummer.                  | Digits
          de | Wenn das nicht hilft: Soll ich ein Ticket für einen Kollegen öffnen?         | YesOrNo
          de | Geht es um eine Bestellung, eine Rückgabe oder etwas anderes?                | Free
          de | Wie heißen Sie?                                                              | Name
          es | Lo miro con gusto. ¿Cuál es el número de pedido? Tiene cuatro cifras.        | Digits
          es | Si se trata de un pedido suyo, dígame el número y miro dónde está.           | Digits
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

  @Test
  void nothing_expects_anything() {
    assertThat(ReplyQuestion.expects("", "en")).isEqualTo(Expectation.FREE);
  }
}
