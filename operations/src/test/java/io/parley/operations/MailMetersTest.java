package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.mail.MailId;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailOutbox;
import io.parley.core.mail.MailRules.Verdict;
import io.parley.core.mail.MailState;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class MailMetersTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final MailOutbox.Claimed MAIL =
      new MailOutbox.Claimed(
          new MailId(new UUID(1, 1)),
          TenantId.PLATFORM,
          MailKind.VERIFY,
          "en",
          new EmailAddress("ada@example.org"),
          Optional.empty(),
          NOON,
          1);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Outbox outbox = new Outbox();
  private final MailMeters meters = new MailMeters(outbox, registry);

  private double attempts(String outcome) {
    return registry.get("parley.mail.attempts").tag("outcome", outcome).counter().count();
  }

  private double waiting() {
    return registry.get("parley.mail.waiting").gauge().value();
  }

  private void ends(MailState state) {
    var verdict = new Verdict(state, Optional.empty(), Optional.empty());
    meters.end(MAIL, verdict, NOON).toCompletableFuture().join();
  }

  @Test
  void attempts_are_counted_by_outcome_if_they_are_stored() {
    ends(MailState.SENT);
    ends(MailState.WAITING);
    ends(MailState.REFUSED);
    ends(MailState.EXPIRED);
    outbox.isOurs = false;
    ends(MailState.SENT);
    for (var outcome : List.of("sent", "later", "refused", "expired"))
      assertThat(attempts(outcome)).as(outcome).isEqualTo(1);
  }

  @Test
  void the_number_of_waiting_mails_is_unknown_before_the_first_look_and_without_the_database() {
    assertThat(waiting()).isNaN();
    meters.look();
    assertThat(waiting()).isEqualTo(7);
    outbox.isAway = true;
    meters.look();
    assertThat(waiting()).isNaN();
    outbox.isAway = false;
    meters.look();
    assertThat(waiting()).isEqualTo(7);
  }

  private static final class Outbox implements MailOutbox {
    private boolean isOurs = true;
    private boolean isAway;

    @Override
    public CompletionStage<List<Claimed>> claim(Instant now, Duration lease, int max) {
      return CompletableFuture.completedStage(List.of());
    }

    @Override
    public CompletionStage<Boolean> end(Claimed mail, Verdict verdict, Instant at) {
      return CompletableFuture.completedStage(isOurs);
    }

    @Override
    public CompletionStage<Integer> sweep(Instant before, int max) {
      return CompletableFuture.completedStage(0);
    }

    @Override
    public CompletionStage<Integer> waiting(int max) {
      return isAway
          ? CompletableFuture.failedStage(new IllegalStateException("away"))
          : CompletableFuture.completedStage(7);
    }
  }
}
