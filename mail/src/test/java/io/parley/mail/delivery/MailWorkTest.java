package io.parley.mail.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.mail.MailId;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailState;
import io.parley.core.mail.NewMail;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.TenantId;
import io.parley.mail.console.ConsoleTransport;
import io.parley.mail.template.BundledTemplates;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailWorkTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration OFTEN = Duration.ofMillis(5);

  private final MemoryOutbox outbox = new MemoryOutbox();
  private final ConsoleTransport transport = new ConsoleTransport();

  private MailWork started() {
    return MailWork.start(
        new MailDelivery(outbox, BundledTemplates.load(), transport, 2, () -> NOON), OFTEN);
  }

  private static MailId id(int number) {
    return new MailId(new UUID(0, number));
  }

  private void order(int number) {
    outbox.add(
        new NewMail(
            id(number),
            new TenantId("acme"),
            MailKind.RESET,
            "en",
            new EmailAddress("ada@example.org"),
            Map.of("link", "https://a.example/r")),
        NOON);
  }

  @Test
  void mails_are_sent_as_they_come() {
    try (var _ = started()) {
      for (int i = 0; i < 7; i++) order(i);
      await().until(() -> outbox.row(id(6)).state() == MailState.SENT);
      order(7);
      await().until(() -> outbox.row(id(7)).state() == MailState.SENT);
      assertThat(transport.last()).hasSize(8);
    }
  }

  @Test
  void an_outbox_that_comes_back_is_used_again() {
    outbox.away(true);
    try (var _ = started()) {
      order(1);
      await().until(() -> outbox.refused() > 2);
      outbox.away(false);
      await().until(() -> outbox.row(id(1)).state() == MailState.SENT);
    }
  }
}
