package io.parley.core.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MailTemplateTest {
  private static final Map<String, String> VALUES =
      Map.of("organisation", "Tom & <Jerry> {{link}} $1", "link", "https://a.example/?a=1&b=2");

  private static MailTemplate template(String subject, String text) {
    return new MailTemplate(MailKind.VERIFY, "en", subject, text);
  }

  private static void refused(String subject, String text, String why) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> template(subject, text))
        .withMessageContaining(why);
  }

  @Test
  void values_are_put_in_once_and_unchanged() {
    var body = template("For {{organisation}}", "Hello {{organisation}}\n\n{{link}}").fill(VALUES);
    assertThat(body.subject()).isEqualTo("For Tom & <Jerry> {{link}} $1");
    assertThat(body.text())
        .isEqualTo("Hello Tom & <Jerry> {{link}} $1\n\nhttps://a.example/?a=1&b=2\n");
  }

  @Test
  void the_page_says_the_same_with_everything_escaped() {
    var page =
        template("For {{organisation}}", "Hello\n{{organisation}}\n\n{{link}}\n")
            .fill(VALUES)
            .html();
    assertThat(page)
        .contains("<html lang=\"en\">")
        .contains("<title>For Tom &amp; &lt;Jerry&gt; {{link}} $1</title>")
        .contains("<p>Hello<br>\nTom &amp; &lt;Jerry&gt; {{link}} $1</p>")
        .contains(
            "<p><a href=\"https://a.example/?a=1&amp;b=2\">https://a.example/?a=1&amp;b=2</a></p>")
        .doesNotContain("<Jerry>");
  }

  @Test
  void the_link_stands_alone_and_not_in_the_subject() {
    refused("Hello", "no link", "link of a template");
    refused("Hello", "Open {{link}} now", "link of a template");
    refused("Hello {{link}}", "{{link}}", "subject");
  }

  @Test
  void a_placeholder_that_the_kind_does_not_have_is_refused() {
    refused("Hello {{inviter}}", "{{link}}", "placeholders");
  }

  @Test
  void a_subject_is_one_line_and_both_have_a_limit() {
    refused("Hello\r\nBcc: eve@example.org", "{{link}}", "subject");
    refused(" ", "{{link}}", "subject");
    refused("x".repeat(201), "{{link}}", "subject");
    refused("Hello", "a\r\n\n{{link}}", "text");
    var link = "\n\n{{link}}";
    assertThat(template("x".repeat(200), "x".repeat(MailTemplate.TEXT_MAX - 10) + link).text())
        .hasSize(MailTemplate.TEXT_MAX);
    refused("Hello", "x".repeat(MailTemplate.TEXT_MAX - 9) + link, "text");
  }

  @Test
  void its_body_is_not_shown_in_logs() {
    assertThat(template("Hello", "{{link}}").fill(VALUES).toString()).doesNotContain("https");
  }
}
