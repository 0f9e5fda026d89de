package io.parley.core.memory.note;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToldSecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The customer pays with 4111 1111 1111 1111",
        "card 4111-1111-1111-1111, expires 12/29",
        "5500005555555559",
        "The account is DE89 3704 0044 0532 0130 00 at a bank",
        "de89370400440532013000",
        "IBAN GB82 WEST 1234 5698 7654 32",
        "The customer's password is hunter2",
        "password: correct horse",
        "Their password for the shop is rosebud",
        "Das Passwort lautet Sommer2026!",
        "la contraseña es gatito",
        "password hunter2",
        "the PIN is 4711",
        "my pin is 4711",
        "PIN of the parcel box 998877",
        "CVV 123",
        "verification code 551204",
      })
  void a_secret_is_found(String text) {
    assertThat(ToldSecrets.in(text)).as(text).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The customer wears size 42",
        "Order 1042 and ticket T-1013 of 2026-05-03",
        "The password was expired, so a new one was sent",
        "The customer could not log in because the password was wrong",
        "The customer forgot their password and got a link by mail",
        "Call 0043 660 1234567 before delivery",
        "Tan boots of order 1042",
        "The badge needs a pin",
        "4111 1111 1111 1112",
        "EU42 fits the customer better than UK8 ever did",
        "0000 0000 0000 0000",
      })
  void harmless_text_stays(String text) {
    assertThat(ToldSecrets.in(text)).as(text).isFalse();
    assertThat(ToldSecrets.without(text)).contains(text);
  }

  @Test
  void only_the_sentence_with_the_secret_is_removed() {
    assertThat(
            ToldSecrets.without(
                "The customer paid order 1042. The card is 4111 1111 1111 1111. It arrived."))
        .contains("The customer paid order 1042. It arrived.");
  }

  @Test
  void a_secret_across_sentences_removes_everything() {
    assertThat(ToldSecrets.without("What is the PIN? 4711 is the PIN, they said")).isEmpty();
    assertThat(ToldSecrets.without("Asked for the PIN. 4711 was the answer.")).isEmpty();
  }
}
