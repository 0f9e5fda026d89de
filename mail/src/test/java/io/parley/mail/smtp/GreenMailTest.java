package io.parley.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.parley.core.mail.Delivery;
import io.parley.core.mail.MailId;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailMessage;
import io.parley.core.mail.MailTemplate;
import io.parley.core.mail.NewMail;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.TenantId;
import io.parley.mail.smtp.SmtpSettings.Security;
import io.parley.outbound.testing.Patience;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// GreenMail as the server, over TLS from the first byte. It verifies logins, and reads the mail as
/// a client of its reader does.
class GreenMailTest {
  private static final MailTemplate TEMPLATE =
      new MailTemplate(
          MailKind.VERIFY, "de", "Bestätigen für {{organisation}}", "Grüße\n\n{{link}}");

  @TempDir static Path directory;
  private static TestCertificate certificate;
  private static GreenMail server;

  @BeforeAll
  static void start() throws Exception {
    certificate = TestCertificate.of(directory, "localhost", "dns:localhost");
    System.setProperty("greenmail.tls.keystore.file", certificate.file().toString());
    System.setProperty("greenmail.tls.keystore.password", TestCertificate.PASSWORD);
    System.setProperty("greenmail.tls.key.password", TestCertificate.PASSWORD);
    var setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS);
    setup.setServerStartupTimeout(Patience.PATIENCE.toMillis());
    server = new GreenMail(setup);
    server.start();
    var _ = server.setUser("parley@example.com", "parley", "s3cret");
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  private static Delivery sent(String password, long id, String organisation) throws Exception {
    var settings =
        new SmtpSettings(
            "localhost",
            server.getSmtps().getPort(),
            Security.TLS,
            Optional.of(new SmtpSettings.Login("parley", password)),
            new SmtpSettings.Sender(new EmailAddress("parley@example.com"), "Pärley, \"Mail\""),
            new SmtpSettings.Timeouts(
                Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30)),
            1);
    var mail =
        new NewMail(
            new MailId(new UUID(0, id)),
            new TenantId("acme"),
            MailKind.VERIFY,
            "de",
            new EmailAddress("ada@example.org"),
            Map.of("organisation", organisation, "link", "https://parley.example/c?t=a&u=b"));
    var message =
        new MailMessage(
            mail.id(),
            mail.to(),
            TEMPLATE.fill(mail.values()),
            Instant.parse("2026-11-25T12:00:00Z"));
    try (var transport = SmtpTransport.of(settings, certificate.context().getSocketFactory())) {
      return transport
          .deliver(message)
          .toCompletableFuture()
          .get(Patience.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static List<MimeMessage> received() {
    return List.of(server.getReceivedMessages());
  }

  private static MimeMessage received(long id) {
    return received().stream().filter(message -> isNumber(message, id)).findFirst().orElseThrow();
  }

  @Test
  void a_mail_arrives_as_it_was_written() throws Exception {
    assertThat(sent("s3cret", 1, "Müller & Söhne")).isEqualTo(new Delivery.Sent());
    var message = received(1);
    assertThat(message.getSubject()).isEqualTo("Bestätigen für Müller & Söhne");
    assertThat(message.getHeader("Subject")).hasSize(1);
    assertThat(message.getHeader("Subject")[0]).startsWith("=?UTF-8?");
    var from = (InternetAddress) message.getFrom()[0];
    assertThat(from.getAddress()).isEqualTo("parley@example.com");
    assertThat(from.getPersonal()).isEqualTo("Pärley, \"Mail\"");
    assertThat(message.getMessageID()).isEqualTo("<" + new UUID(0, 1) + "@example.com>");
    assertThat(message.getHeader("Date")).containsExactly("Wed, 25 Nov 2026 12:00:00 +0000");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    var parts = (MimeMultipart) message.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat(parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n"))
        .isEqualTo("Grüße\n\nhttps://parley.example/c?t=a&u=b\n");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    assertThat(parts.getBodyPart(1).getContent().toString())
        .contains("<p>Grüße</p>")
        .contains("href=\"https://parley.example/c?t=a&amp;u=b\"");
  }

  @Test
  void a_name_adds_no_header_and_no_reader() throws Exception {
    assertThat(sent("s3cret", 2, "Acme\r\nBcc: eve@example.org\r\n\r\nHello"))
        .isEqualTo(new Delivery.Sent());
    var message = received(2);
    assertThat(message.getHeader("Bcc")).isNull();
    assertThat(message.getAllRecipients()).hasSize(1);
    assertThat(message.getSubject())
        .isEqualTo("Bestätigen für Acme  Bcc: eve@example.org    Hello");
    assertThat(received()).allSatisfy(any -> assertThat(any.getAllRecipients()).hasSize(1));
  }

  @Test
  void a_wrong_password_delays_the_mail() throws Exception {
    assertThat(sent("wrong", 3, "Acme")).isEqualTo(new Delivery.Later("login"));
    assertThat(received()).noneMatch(message -> isNumber(message, 3));
  }

  private static boolean isNumber(MimeMessage message, long id) {
    try {
      return message.getMessageID().startsWith("<" + new UUID(0, id));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
