package io.parley.core.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTemplateTest {
  private static final String TEXT = "Join us at {{organisation}}!\n\n{{link}}";

  private static OwnTemplate template(String language, String subject, String text) {
    return new OwnTemplate(new MailTemplate(MailKind.INVITATION, language, subject, text));
  }

  private static void refused(String language, String subject, String text, String expected) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> template(language, subject, text))
        .withMessageContaining(expected);
  }

  @Test
  void an_organisation_writes_its_mails_in_any_language() {
    for (var language : new String[] {"en", "de-at", "pl", "zh-hant-tw"})
      assertThat(template(language, "Come in", TEXT).template().language()).isEqualTo(language);
    for (var language : new String[] {"DE", "d", "de_at", "de-", "1a"})
      refused(language, "Come in", TEXT, "tag");
  }

  @ParameterizedTest
  @EnumSource(
      value = MailKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"INVITATION", "OWNERSHIP_OFFER", "WEBHOOK_OFF"})
  void mails_of_accounts_and_those_before_there_is_an_owner_are_the_installations(MailKind kind) {
    assertThat(OwnTemplate.KINDS).doesNotContain(kind);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () -> new OwnTemplate(new MailTemplate(kind, "en", "Hello", "Hello\n\n{{link}}")))
        .withMessageContaining("a mail of organisations");
  }

  @Test
  void a_mail_names_the_organisation_so_that_nobody_writes_in_the_name_of_the_installation() {
    refused("en", "From {{organisation}}", "Come in\n\n{{link}}", "{{organisation}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "HTTP://evil.example",
        "WWW.evil.example",
        "a@b.example",
        "evil.example/login",
        "evil.example:8443",
        "https:/{{organisation}}",
        "https:{{organisation}}",
        "{{organisation}}/login",
        "{{organisation}}?login",
        "{{organisation}}{{inviter}}"
      })
  void no_words_lead_anywhere_but_to_the_link(String address) {
    refused("en", "Come in", TEXT + "\n\nOr here: " + address, "no address");
    refused("en", address, TEXT, "no address");
  }

  @Test
  void names_and_marks_of_sentences_beside_a_value_stay_possible() {
    var text = "({{organisation}}): {{inviter}}'s shop.example, or {{organisation}}?\n\n{{link}}";
    assertThat(template("en", "{{inviter}}: come in", text).template().text()).isEqualTo(text);
  }

  @Test
  void a_text_has_a_limit_and_no_control_characters() {
    var longest = TEXT + "\n\n" + "x".repeat(OwnTemplate.TEXT_MAX - TEXT.length() - 2);
    assertThat(template("en", "Come in", longest).template().text()).hasSize(OwnTemplate.TEXT_MAX);
    refused("en", "Come in", longest + "x", "at most 4000");
    refused("en", "Come in", TEXT.replace("us", "\u0007"), "control");
  }
}
