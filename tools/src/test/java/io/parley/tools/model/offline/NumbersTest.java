package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1042, 1042",
        "where is my order #1042?, 1042",
        "order no. 1042 please, 1042",
        "no.1042, 1042",
        "Bestellnr.1042, 1042",
        "number's 1139, 1139",
        "it is order 2026, 2026",
        "2026, 2026",
        "please call me about order 1042, 1042",
        "wo ist Bestellung 2024, 2024",
        "¿dónde está el pedido 1042?, 1042",
      })
  void finds_the_number_of_an_order(String text, String number) {
    assertThat(Numbers.orders(text)).containsExactly(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I ordered in 2025",
        "call me: +38641555123",
        "it cost 1042.50 euros",
        "on 12/11/2026",
        "tracking SW1591438509SI",
        "size 42",
        "I walked 2000 km",
        "you can reach me at 0664 1234567",
        "call +43 664 123 45 67",
        "mi móvil es 612 345 678",
        "my card 4111 1111 1111 1111 was declined",
        "the card ending 4242",
        "IBAN DE89 3704 0044 0532 0130 00",
        "my post code is 8010",
        "ich wohne in 1030 Wien",
        "vivo en el 28013 de Madrid",
        "Meine PLZ ist 8010",
        "house number 1204",
        "for 1899 crowns",
        "Ich habe 2024 Schuhe gekauft"
      })
  void takes_no_other_number_for_an_order(String text) {
    assertThat(Numbers.orders(text)).isEmpty();
  }

  @Test
  void finds_several_each_once() {
    assertThat(Numbers.orders("1042 and 1043, and again 1042")).containsExactly("1042", "1043");
  }

  @ParameterizedTest
  @ValueSource(strings = {"T-1001", "status of t-1001", "ticket T1001", "T 1001?"})
  void finds_the_number_of_a_ticket(String text) {
    assertThat(Numbers.tickets(text)).containsExactly("T-1001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1042",
        "it's #1042",
        "My order number is 1042.",
        "1042 and 1043 please",
        "T-1001",
        "Die Nummer ist 1042",
        "es el 1042"
      })
  void recognises_a_message_that_is_only_a_number(String text) {
    assertThat(Numbers.only(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "cancel order 1042", "where is 1042", "1042 is late", "42"})
  void recognises_a_message_that_says_more(String text) {
    assertThat(Numbers.only(text)).isFalse();
  }
}
