package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookAttempt;
import io.parley.core.webhook.HookMessage;
import io.parley.core.webhook.HookOutbox;
import io.parley.core.webhook.HookOutcome;
import io.parley.core.webhook.HookRules.Failures;
import io.parley.core.webhook.HookRules.Verdict;
import io.parley.core.webhook.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class HookMetersTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final HookOutbox.Claimed CLAIMED =
      new HookOutbox.Claimed(
          new TenantId("shop"), new WebhookId(new UUID(0, 1)), Failures.NONE, NOON);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Outbox outbox = new Outbox();
  private final HookMeters meters = new HookMeters(outbox, registry);

  private long attempts(String outcome) {
    return registry.get("parley.webhooks.attempts").tag("outcome", outcome).timer().count();
  }

  private double gauge(String name) {
    return registry.get("parley.webhooks." + name).gauge().value();
  }

  private boolean tried(HookOutcome outcome) {
    var attempt = new HookAttempt(outcome, Duration.ofMillis(12));
    return meters
        .tried(CLAIMED, HookMessage.test("msg_1", NOON), attempt, NOON)
        .toCompletableFuture()
        .join();
  }

  @Test
  void attempts_are_counted_by_outcome_whether_the_claim_holds_or_not() {
    assertThat(tried(new HookOutcome.Taken(204))).isTrue();
    outbox.isHeld = false;
    assertThat(tried(new HookOutcome.Refused(500, Optional.empty()))).isFalse();
    tried(new HookOutcome.Unreached("timeout"));
    tried(new HookOutcome.Unreached("timeout"));
    assertThat(List.of(attempts("taken"), attempts("refused"), attempts("unreached")))
        .containsExactly(1L, 1L, 2L);
  }

  @Test
  void numbers_are_unknown_before_the_first_look_and_without_the_database() {
    assertThat(gauge("waiting")).isNaN();
    meters.look();
    assertThat(gauge("waiting")).isEqualTo(7);
    assertThat(gauge("off")).isEqualTo(2);
    outbox.isAway = true;
    meters.look();
    assertThat(gauge("waiting")).isNaN();
    assertThat(gauge("off")).isNaN();
  }

  /// With seven messages and two webhooks that are switched off.
  private static final class Outbox implements HookOutbox {
    private boolean isHeld = true;
    private boolean isAway;

    @Override
    public CompletionStage<Boolean> tried(
        Claimed claimed, HookMessage message, HookAttempt attempt, Instant at) {
      return CompletableFuture.completedStage(isHeld);
    }

    @Override
    public CompletionStage<Counts> counts(int max) {
      return isAway
          ? CompletableFuture.failedStage(new IllegalStateException("away"))
          : CompletableFuture.completedStage(new Counts(7, 2));
    }

    @Override
    public CompletionStage<List<Claimed>> claim(
        Instant now, Instant lease, Set<TenantId> busy, boolean isFailing, int max) {
      throw unused();
    }

    @Override
    public CompletionStage<Optional<Opened>> open(TenantId tenant, WebhookId webhook, Instant now) {
      throw unused();
    }

    @Override
    public CompletionStage<List<HookMessage>> next(TenantId tenant, WebhookId webhook, int max) {
      throw unused();
    }

    @Override
    public CompletionStage<Boolean> end(Claimed claimed, Verdict verdict, Instant at) {
      throw unused();
    }

    @Override
    public CompletionStage<Integer> sweep(Instant now, int max) {
      throw unused();
    }

    private static UnsupportedOperationException unused() {
      return new UnsupportedOperationException("this test makes no run");
    }
  }
}
