package io.parley.core.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewMailTest {
  private static final String LINK = "https://parley.example/claim#t=abc";

  private static NewMail mail(MailKind kind, String language, Map<String, String> values) {
    return new NewMail(
        new MailId(new UUID(1, 2)),
        new TenantId("acme"),
        kind,
        language,
        new EmailAddress("ada@example.org"),
        values);
  }

  private static String cleaned(String name) {
    return mail(MailKind.VERIFY, "en", Map.of("organisation", name, "link", LINK))
        .values()
        .get("organisation");
  }

  @Test
  void a_value_becomes_one_line() {
    assertThat(cleaned("Acme\r\nBcc: eve@example.org\u0000\u2028\u0085!"))
        .isEqualTo("Acme  Bcc: eve@example.org   !");
    assertThat(cleaned("  Acme \n")).isEqualTo("Acme");
  }

  @Test
  void a_value_cannot_turn_the_sentence_around_it() {
    assertThat(cleaned("Acme\u202e\u2066\u200f Ltd")).isEqualTo("Acme Ltd");
  }

  @Test
  void a_name_is_no_link() {
    assertThat(cleaned("https://evil.example/login")).isEqualTo("https : // evil . example/login");
    assertThat(cleaned("Shop evil.example/login")).isEqualTo("Shop evil . example/login");
    assertThat(cleaned("evil.example?login")).isEqualTo("evil . example?login");
    var kept = "Müller & Co. KG, shop.example: A/B 2.0";
    assertThat(cleaned(kept)).isEqualTo(kept);
    var once = cleaned("http://evil.xn--p1ai:8443");
    assertThat(cleaned(once)).as("stored, and read again").isEqualTo(once);
  }

  @Test
  void a_long_value_is_cut_between_characters() {
    assertThat(cleaned("x".repeat(100))).isEqualTo("x".repeat(100));
    var flag = "\ud83c\udde9";
    assertThat(cleaned(flag.repeat(101))).isEqualTo(flag.repeat(99) + "…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "parley.example",
        "javascript:alert(1)",
        "https://a.example/\" onclick=\"x",
        "https://a.example/<b>",
        "https://a.example/ b",
        "https://a.example/\r\nBcc: eve@example.org",
        "https://a.example/ü"
      })
  void a_link_is_an_address_of_the_web(String link) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> mail(MailKind.RESET, "en", Map.of("link", link)))
        .withMessageContaining("link of a mail");
  }

  @Test
  void values_are_those_of_the_kind_and_no_message_shows_them() {
    for (var values :
        List.of(
            Map.<String, String>of(),
            Map.of("organisation", "s3cret"),
            Map.of("organisation", "s3cret", "link", LINK, "other", "s3cret")))
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> mail(MailKind.VERIFY, "en", values))
          .withMessageNotContaining("s3cret");
  }

  @Test
  void a_language_is_a_tag() {
    for (var language : new String[] {"de", "pt-BR", "zh-Hant-TW"})
      assertThat(mail(MailKind.RESET, language, Map.of("link", LINK)).language())
          .isEqualTo(language);
    for (var language : new String[] {"", "d", "de_AT", "../etc", "de-", "de\r\n"})
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> mail(MailKind.RESET, language, Map.of("link", LINK)));
  }

  @Test
  void its_text_shows_neither_address_nor_values() {
    assertThat(mail(MailKind.RESET, "en", Map.of("link", LINK)).toString())
        .doesNotContain("ada")
        .doesNotContain("abc");
  }

  @Test
  void every_kind_is_found_by_its_word() {
    for (var kind : MailKind.values()) assertThat(MailKind.of(kind.word())).contains(kind);
    assertThat(MailKind.of("of-a-later-release")).isEmpty();
  }
}
