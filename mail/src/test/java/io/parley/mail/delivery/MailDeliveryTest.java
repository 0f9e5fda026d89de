package io.parley.mail.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.mail.Delivery;
import io.parley.core.mail.MailId;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailMessage;
import io.parley.core.mail.MailRules;
import io.parley.core.mail.MailState;
import io.parley.core.mail.MailTransport;
import io.parley.core.mail.NewMail;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.TenantId;
import io.parley.mail.template.BundledTemplates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class MailDeliveryTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final int AT_ONCE = 2;

  private final MemoryOutbox outbox = new MemoryOutbox();
  private final Server server = new Server();
  private final MailDelivery delivery = delivery();
  private Instant now = NOON;

  /// Answers in its given way, and keeps what came.
  private static final class Server implements MailTransport {
    private final List<MailMessage> came = new ArrayList<>();
    private CompletionStage<Delivery> answer = sent();
    private Runnable meanwhile = () -> {};

    private static CompletionStage<Delivery> sent() {
      return CompletableFuture.completedStage(new Delivery.Sent());
    }

    @Override
    public CompletionStage<Delivery> deliver(MailMessage mail) {
      came.add(mail);
      meanwhile.run();
      return answer;
    }
  }

  private MailDelivery delivery() {
    return new MailDelivery(outbox, BundledTemplates.load(), server, AT_ONCE, () -> now);
  }

  private static MailId id(int number) {
    return new MailId(new UUID(0, number));
  }

  private void order(int number, MailKind kind) {
    var values =
        kind == MailKind.RESET
            ? Map.of("link", "https://a.example/r")
            : Map.of("organisation", "Acme", "link", "https://a.example/c");
    outbox.add(
        new NewMail(
            id(number),
            new TenantId("acme"),
            kind,
            "de-AT",
            new EmailAddress("ada@example.org"),
            values),
        now);
  }

  private boolean round() {
    return delivery.round().toCompletableFuture().join();
  }

  private void answers(Delivery outcome) {
    server.answer = CompletableFuture.completedStage(outcome);
  }

  private MailState state(int number) {
    return outbox.row(id(number)).state();
  }

  @Test
  void a_mail_is_sent_once_in_its_readers_language() {
    order(1, MailKind.CLAIM);
    assertThat(round()).isFalse();
    assertThat(round()).isFalse();
    assertThat(server.came).hasSize(1);
    assertThat(server.came.getFirst().body().subject()).isEqualTo("Acme ist für Sie eingerichtet");
    assertThat(state(1)).isEqualTo(MailState.SENT);
  }

  @Test
  void a_round_has_a_limit_and_says_that_there_may_be_more() {
    for (int i = 0; i < 3; i++) order(i, MailKind.CLAIM);
    assertThat(round()).isTrue();
    assertThat(server.came).hasSize(2);
    assertThat(round()).isFalse();
    assertThat(server.came).hasSize(3);
  }

  @Test
  void a_dead_server_delays_a_mail_until_it_is_back() {
    order(1, MailKind.CLAIM);
    answers(new Delivery.Later("no-connection"));
    for (int i = 0; i < 20; i++) {
      round();
      now = outbox.row(id(1)).nextAt().orElseThrow();
    }
    assertThat(now).isAfter(NOON.plus(Duration.ofHours(6)));
    assertThat(outbox.row(id(1)).error()).contains("no-connection");
    answers(new Delivery.Sent());
    round();
    assertThat(state(1)).isEqualTo(MailState.SENT);
    assertThat(server.came).hasSize(21);
    assertThat(server.came.stream().distinct()).hasSize(1);
  }

  @Test
  void a_server_that_is_dead_for_a_day_has_it_given_up() {
    order(1, MailKind.CLAIM);
    answers(new Delivery.Later("no-connection"));
    while (state(1) == MailState.WAITING) {
      round();
      now = outbox.row(id(1)).nextAt().orElse(now);
    }
    assertThat(state(1)).isEqualTo(MailState.EXPIRED);
    assertThat(now).isBefore(NOON.plus(Duration.ofHours(24)));
  }

  @Test
  void a_mail_that_nobody_waits_for_any_more_is_not_sent() {
    order(1, MailKind.RESET);
    now = NOON.plus(Duration.ofHours(1));
    round();
    assertThat(server.came).isEmpty();
    assertThat(state(1)).isEqualTo(MailState.EXPIRED);
    assertThat(outbox.row(id(1)).error()).contains("late");
  }

  @Test
  void a_refused_mail_is_not_tried_again() {
    order(1, MailKind.CLAIM);
    answers(new Delivery.Refused("550 5.1.1"));
    round();
    now = NOON.plus(Duration.ofHours(2));
    round();
    assertThat(server.came).hasSize(1);
    assertThat(state(1)).isEqualTo(MailState.REFUSED);
    assertThat(outbox.row(id(1)).error()).contains("550 5.1.1");
  }

  @Test
  void a_sender_that_is_lost_after_sending_has_the_same_message_sent_once_more() {
    order(1, MailKind.CLAIM);
    server.meanwhile = () -> outbox.away(true);
    assertThatThrownBy(this::round).hasMessageContaining("away");
    outbox.away(false);
    server.meanwhile = () -> {};
    now = NOON.plus(MailRules.LEASE).minusMillis(1);
    round();
    assertThat(server.came).hasSize(1);
    now = NOON.plus(MailRules.LEASE);
    round();
    now = NOON.plus(Duration.ofHours(2));
    round();
    assertThat(server.came).hasSize(2);
    assertThat(server.came.getFirst()).isEqualTo(server.came.getLast());
    assertThat(state(1)).isEqualTo(MailState.SENT);
  }

  @Test
  void an_unforeseen_failure_of_one_mail_concerns_no_other() {
    order(1, MailKind.CLAIM);
    order(2, MailKind.CLAIM);
    server.meanwhile =
        () -> {
          if (server.came.getLast().id().equals(id(1))) throw new IllegalStateException("a bug");
        };
    round();
    assertThat(state(1)).isEqualTo(MailState.WAITING);
    assertThat(outbox.row(id(1)).error()).contains("failure");
    assertThat(state(2)).isEqualTo(MailState.SENT);
  }

  @Test
  void records_are_deleted_after_thirty_days() {
    order(1, MailKind.CLAIM);
    round();
    now = NOON.plus(MailRules.KEPT);
    order(2, MailKind.CLAIM);
    assertThat(delivery.sweep().toCompletableFuture().join()).isFalse();
    assertThat(outbox.size()).isEqualTo(2);
    now = now.plusMillis(1);
    assertThat(delivery.sweep().toCompletableFuture().join()).isFalse();
    assertThat(outbox.size()).isEqualTo(1);
    assertThat(outbox.row(id(2))).isNotNull();
  }
}
