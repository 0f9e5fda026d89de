package io.parley.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import io.parley.core.person.EmailAddress;
import io.parley.mail.smtp.SmtpSettings.Security;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpSettingsTest {
  private static final String SERVER = "host = mail.example.org, from = \"parley@example.org\"";

  private static Optional<SmtpSettings> settings(String own) {
    return SmtpSettings.from(
        ConfigFactory.parseString("parley.mail { " + own + " }")
            .withFallback(ConfigFactory.defaultReference())
            .resolve());
  }

  @Test
  void without_a_host_nothing_is_sent() {
    assertThat(settings("")).isEmpty();
    assertThat(settings("host = \" \"")).isEmpty();
  }

  @Test
  void the_defaults_are_those_of_most_servers() {
    assertThat(settings(SERVER))
        .contains(
            new SmtpSettings(
                "mail.example.org",
                587,
                Security.STARTTLS,
                Optional.empty(),
                new SmtpSettings.Sender(new EmailAddress("parley@example.org"), "Parley"),
                new SmtpSettings.Timeouts(
                    Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(20)),
                4));
  }

  @Test
  void every_key_can_be_changed() {
    assertThat(
            settings(
                """
                host = smtp.example.com, port = 465, security = tls, user = ada
                password = " s3cret"
                from = "Mail@Example.com", from-name = Acme, connect-timeout = 1s
                read-timeout = 2s, write-timeout = 3s, at-once = 9
                """))
        .contains(
            new SmtpSettings(
                "smtp.example.com",
                465,
                Security.TLS,
                Optional.of(new SmtpSettings.Login("ada", " s3cret")),
                new SmtpSettings.Sender(new EmailAddress("mail@example.com"), "Acme"),
                new SmtpSettings.Timeouts(
                    Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)),
                9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port = 0 | parley.mail.port: 0 (expected: 1 to 65535)",
        "port = 65536 | parley.mail.port: 65536",
        "security = none | parley.mail.security: none (expected: one of starttls, tls)",
        "user = ada | parley.mail.password",
        "password = s3cret | parley.mail.password",
        "from = \"\" | parley.mail.from",
        "from = \"a@b.example\\r\\nBcc: eve@example.org\" | parley.mail.from",
        "from-name = \"a\\nb\" | parley.mail.from-name",
        "connect-timeout = 61s | parley.mail.connect-timeout: 61s",
        "read-timeout = 99ms | parley.mail.read-timeout: 99ms",
        "write-timeout = 61s | parley.mail.write-timeout: 61s",
        "at-once = 0 | parley.mail.at-once: 0",
        "at-once = 101 | parley.mail.at-once: 101"
      })
  void a_wrong_value_is_named_with_its_key(String change, String message) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> settings(SERVER + "\n" + change))
        .withMessageContaining(message)
        .withMessageNotContaining("s3cret");
  }

  @Test
  void its_text_shows_no_password() {
    assertThat(settings(SERVER + ", user = ada, password = s3cret").orElseThrow().toString())
        .doesNotContain("s3cret");
  }
}
