package io.parley.mail.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.parley.core.mail.Delivery;
import io.parley.core.mail.MailBody;
import io.parley.core.mail.MailId;
import io.parley.core.mail.MailMessage;
import io.parley.core.person.EmailAddress;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ConsoleTransportTest {
  private final ConsoleTransport transport = new ConsoleTransport();

  private static MailMessage mail(int number) {
    return new MailMessage(
        new MailId(new UUID(0, number)),
        new EmailAddress("ada@example.org"),
        new MailBody("Hello " + number, "https://a.example/#s3cret", "<p>s3cret</p>"),
        Instant.EPOCH);
  }

  private Delivery delivered(MailMessage mail) {
    return transport.deliver(mail).toCompletableFuture().join();
  }

  @Test
  void the_last_hundred_are_kept_the_newest_first() {
    for (int i = 0; i <= ConsoleTransport.KEPT_MAX; i++)
      assertThat(delivered(mail(i))).isEqualTo(new Delivery.Sent());
    assertThat(transport.last()).hasSize(ConsoleTransport.KEPT_MAX);
    assertThat(transport.last().getFirst()).isEqualTo(mail(100));
    assertThat(transport.last().getLast()).isEqualTo(mail(1));
  }

  @Test
  void the_console_shows_reader_and_subject_and_no_link() {
    var logger = (Logger) LoggerFactory.getLogger(ConsoleTransport.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(lines);
    try {
      delivered(mail(7));
    } finally {
      logger.detachAppender(lines);
      logger.setAdditive(true);
      logger.setLevel(null);
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "mail to ada@example.org: Hello 7 (whole, with its link: GET /mails on the management"
                + " port)");
  }
}
