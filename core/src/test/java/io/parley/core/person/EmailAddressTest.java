package io.parley.core.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  @ParameterizedTest
  @CsvSource({
    "ada@example.org, ada@example.org",
    "' Ada.Lovelace+x@Example.ORG ', ada.lovelace+x@example.org",
    "a#b@example.org, a#b@example.org",
    "ada@bücher.example, ada@xn--bcher-kva.example",
    "ada@BÜCHER.example, ada@xn--bcher-kva.example",
  })
  void addresses_have_one_form(String written, String normal) {
    assertThat(EmailAddress.of(written)).map(EmailAddress::text).contains(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "ada",
        "@example.org",
        "ada@",
        "ada@localhost",
        "ada@@example.org",
        "a da@example.org",
        "ada.@example.org",
        ".ada@example.org",
        "a..b@example.org",
        "\"ada\"@example.org",
        "ada@127.0.0.1",
        "ada@[127.0.0.1]",
        "ada@-example.org",
        "ada@example..org",
        "ada@example.org\nBcc: eve@example.org",
        // a Kelvin sign, which is a k as a small letter
        "mi\u212Ae@example.org",
        "m\u0131ke@example.org",
      })
  void other_texts_are_no_addresses(String written) {
    assertThat(EmailAddress.of(written)).isEmpty();
  }

  @Test
  void lengths_are_those_of_smtp() {
    assertThat(EmailAddress.of("a".repeat(64) + "@example.org")).isPresent();
    assertThat(EmailAddress.of("a".repeat(65) + "@example.org")).isEmpty();
    var labels = ("b".repeat(60) + ".").repeat(4);
    assertThat(EmailAddress.of("abcdefg@" + labels + "de")).isPresent();
    assertThat(EmailAddress.of("abcdefgh@" + labels + "de")).isEmpty();
  }

  @Test
  void an_address_in_another_form_is_not_made() {
    assertThatThrownBy(() -> new EmailAddress("Ada@example.org"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("Ada");
  }

  @Test
  void the_domain_follows_the_at_sign() {
    assertThat(new EmailAddress("ada@example.org").domain()).isEqualTo("example.org");
  }
}
