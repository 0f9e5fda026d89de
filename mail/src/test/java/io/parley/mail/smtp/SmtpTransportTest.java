package io.parley.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.mail.Delivery;
import io.parley.core.mail.MailBody;
import io.parley.core.mail.MailId;
import io.parley.core.mail.MailMessage;
import io.parley.core.person.EmailAddress;
import io.parley.mail.smtp.SmtpSettings.Security;
import io.parley.outbound.testing.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpTransportTest {
  private static final MailMessage MAIL =
      new MailMessage(
          new MailId(new UUID(1, 2)),
          new EmailAddress("ada@example.org"),
          new MailBody("Hello", "Hello Ada\n", "<p>Hello Ada</p>\n"),
          Instant.parse("2026-11-25T12:00:00Z"));
  private static final Optional<SmtpSettings.Login> LOGIN =
      Optional.of(new SmtpSettings.Login("parley", "s3cret"));

  @TempDir static Path directory;
  private static TestCertificate certificate;

  @BeforeAll
  static void make() throws Exception {
    certificate = TestCertificate.of(directory, "localhost", "dns:localhost");
  }

  private static SmtpSettings settings(String host, int port, Duration read) {
    return new SmtpSettings(
        host,
        port,
        Security.STARTTLS,
        LOGIN,
        new SmtpSettings.Sender(new EmailAddress("parley@example.com"), "Parley"),
        new SmtpSettings.Timeouts(Duration.ofSeconds(30), read, Duration.ofSeconds(30)),
        2);
  }

  private static ScriptedServer server(Map<String, String> answers) throws IOException {
    return new ScriptedServer(Optional.of(certificate.context()), answers);
  }

  private static Delivery sent(SmtpSettings settings, SSLContext trust) throws Exception {
    try (var transport = SmtpTransport.of(settings, trust.getSocketFactory())) {
      return transport
          .deliver(MAIL)
          .toCompletableFuture()
          .get(Patience.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static Delivery sent(ScriptedServer to) throws Exception {
    return sent(settings("localhost", to.port(), Duration.ofSeconds(30)), certificate.context());
  }

  @Test
  void a_mail_and_the_login_are_sent_after_the_connection_was_encrypted() throws Exception {
    try (var server = server(Map.of())) {
      assertThat(sent(server)).isEqualTo(new Delivery.Sent());
      assertThat(server.commands())
          .filteredOn(command -> command.startsWith("plain "))
          .map(command -> command.split(" ", 3)[1])
          .containsExactly("EHLO", "STARTTLS");
      assertThat(server.commands())
          .contains("secret MAIL FROM:<parley@example.com>", "secret RCPT TO:<ada@example.org>")
          .anyMatch(command -> command.startsWith("secret AUTH PLAIN"));
      assertThat(server.messages())
          .singleElement()
          .asString()
          .contains("Message-ID: <00000000-0000-0001-0000-000000000002@example.com>\n")
          .contains("Date: Wed, 25 Nov 2026 12:00:00 +0000\n")
          .contains("Auto-Submitted: auto-generated\n")
          .contains("From: Parley <parley@example.com>\n")
          .contains("To: ada@example.org\n")
          .contains("Hello Ada");
    }
  }

  @Test
  void a_server_that_offers_no_encryption_gets_neither_login_nor_mail() throws Exception {
    try (var server = new ScriptedServer(Optional.empty(), Map.of())) {
      assertThat(sent(server)).isEqualTo(new Delivery.Later("protocol"));
      assertThat(server.commands())
          .noneMatch(command -> command.contains("AUTH") || command.contains("MAIL"));
    }
  }

  @Test
  void a_certificate_of_another_name_is_refused() throws Exception {
    var other = TestCertificate.of(directory, "elsewhere", "dns:elsewhere.example");
    try (var server = new ScriptedServer(Optional.of(other.context()), Map.of())) {
      var settings = settings("localhost", server.port(), Duration.ofSeconds(30));
      assertThat(sent(settings, other.context())).isEqualTo(new Delivery.Later("tls"));
      assertThat(server.commands()).noneMatch(command -> command.startsWith("secret "));
    }
  }

  @Test
  void a_certificate_of_an_unknown_authority_is_refused() throws Exception {
    try (var server = server(Map.of())) {
      var settings = settings("localhost", server.port(), Duration.ofSeconds(30));
      assertThat(sent(settings, SSLContext.getDefault())).isEqualTo(new Delivery.Later("tls"));
      assertThat(server.commands()).noneMatch(command -> command.startsWith("secret "));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT,550 5.1.1 no ada@example.org here,550 5.1.1",
    "RCPT,552 5.2.2 mailbox full,552 5.2.2",
    "RCPT,571 ask somebody else,571",
    "MAIL,553 5.7.1 not from here,553 5.7.1",
    "DATA,554 5.7.1 no,554 5.7.1",
    ".,554 5.6.0 spam,554 5.6.0"
  })
  void a_mail_that_the_server_refuses_for_good_is_not_tried_again(
      String command, String answer, String reason) throws Exception {
    try (var server = server(Map.of(command, answer))) {
      assertThat(sent(server)).isEqualTo(new Delivery.Refused(reason));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT,450 4.2.1 busy,450 4.2.1",
    "RCPT,421 closing,421",
    "MAIL,451 4.3.0 later,451 4.3.0",
    ".,452 4.3.1 disk full,452 4.3.1",
    "MAIL,530 5.7.0 who are you,530 5.7.0",
    "AUTH,535 5.7.8 wrong,login",
    "connect,554 go away,protocol"
  })
  void a_mail_that_can_be_sent_later_waits(String command, String answer, String reason)
      throws Exception {
    try (var server = server(Map.of(command, answer))) {
      assertThat(sent(server)).isEqualTo(new Delivery.Later(reason));
    }
  }

  @ParameterizedTest
  @CsvSource({"connect", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "."})
  void a_connection_that_breaks_delays_the_mail(String command) throws Exception {
    try (var server = server(Map.of(command, ScriptedServer.HANG_UP))) {
      assertThat(sent(server)).isInstanceOf(Delivery.Later.class);
    }
  }

  @Test
  void a_connection_that_breaks_after_the_mail_was_taken_changes_nothing() throws Exception {
    try (var server = server(Map.of("QUIT", ScriptedServer.HANG_UP))) {
      assertThat(sent(server)).isEqualTo(new Delivery.Sent());
    }
  }

  @Test
  void a_silent_server_is_given_up_after_the_time_limit() throws Exception {
    try (var server = server(Map.of(ScriptedServer.GREETING, ScriptedServer.SILENCE))) {
      assertThat(
              sent(
                  settings("localhost", server.port(), Duration.ofMillis(100)),
                  certificate.context()))
          .isEqualTo(new Delivery.Later("timeout"));
    }
  }

  @Test
  void a_dead_server_delays_the_mail() throws Exception {
    int port;
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = taken.getLocalPort();
    }
    assertThat(sent(settings("localhost", port, Duration.ofSeconds(30)), certificate.context()))
        .isEqualTo(new Delivery.Later("no-connection"));
  }

  @Test
  void a_closed_transport_sends_nothing_and_loses_nothing() throws Exception {
    var transport =
        SmtpTransport.of(
            settings("localhost", 1, Duration.ofSeconds(1)),
            certificate.context().getSocketFactory());
    transport.close();
    assertThat(
            transport
                .deliver(MAIL)
                .toCompletableFuture()
                .get(Patience.PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo(new Delivery.Later("closed"));
  }
}
