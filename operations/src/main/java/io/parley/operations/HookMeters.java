package io.parley.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookAttempt;
import io.parley.core.webhook.HookMessage;
import io.parley.core.webhook.HookOutbox;
import io.parley.core.webhook.HookOutcome;
import io.parley.core.webhook.HookRules.Verdict;
import io.parley.core.webhook.WebhookId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/// An outbox with metrics: `parley_webhooks_attempts_seconds` of this node by outcome (taken,
/// refused, unreached), and of the cluster `parley_webhooks_waiting` and `parley_webhooks_off`.
/// [#look] queries the database, a scrape never does; while the database does not answer, both
/// values are `NaN`. No label names an organisation. Thread safe.
public final class HookMeters implements HookOutbox {
  /// More are shown as this number.
  private static final int COUNTED_MAX = 100_000;

  private final HookOutbox outbox;
  private final Timer taken;
  private final Timer refused;
  private final Timer unreached;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile double waiting = Double.NaN;
  private volatile double off = Double.NaN;

  public HookMeters(HookOutbox outbox, MeterRegistry registry) {
    this.outbox = outbox;
    this.taken = timer("taken", registry);
    this.refused = timer("refused", registry);
    this.unreached = timer("unreached", registry);
    Gauge.builder("parley.webhooks.waiting", this, it -> it.waiting)
        .description("messages of the cluster that wait for webhooks")
        .strongReference(true)
        .register(registry);
    Gauge.builder("parley.webhooks.off", this, it -> it.off)
        .description("webhooks of the cluster that failed for too long and are switched off")
        .strongReference(true)
        .register(registry);
  }

  private static Timer timer(String outcome, MeterRegistry registry) {
    return Timer.builder("parley.webhooks.attempts")
        .description("attempts of this node to deliver a message to a webhook")
        .tag("outcome", outcome)
        .register(registry);
  }

  /// Queries unless the last query is still running.
  public void look() {
    if (!asking.compareAndSet(false, true)) return;
    counts(COUNTED_MAX)
        .whenComplete(
            (found, failure) -> {
              // the database watch already reports an unreachable database
              waiting = failure == null ? found.waiting() : Double.NaN;
              off = failure == null ? found.off() : Double.NaN;
              asking.set(false);
            });
  }

  @Override
  public CompletionStage<List<Claimed>> claim(
      Instant now, Instant lease, Set<TenantId> busy, boolean isFailing, int max) {
    return outbox.claim(now, lease, busy, isFailing, max);
  }

  @Override
  public CompletionStage<Optional<Opened>> open(TenantId tenant, WebhookId webhook, Instant now) {
    return outbox.open(tenant, webhook, now);
  }

  @Override
  public CompletionStage<List<HookMessage>> next(TenantId tenant, WebhookId webhook, int max) {
    return outbox.next(tenant, webhook, max);
  }

  @Override
  public CompletionStage<Boolean> tried(
      Claimed claimed, HookMessage message, HookAttempt attempt, Instant at) {
    of(attempt.outcome()).record(attempt.took());
    return outbox.tried(claimed, message, attempt, at);
  }

  private Timer of(HookOutcome outcome) {
    return switch (outcome) {
      case HookOutcome.Taken _ -> taken;
      case HookOutcome.Refused _ -> refused;
      case HookOutcome.Unreached _ -> unreached;
    };
  }

  @Override
  public CompletionStage<Boolean> end(Claimed claimed, Verdict verdict, Instant at) {
    return outbox.end(claimed, verdict, at);
  }

  @Override
  public CompletionStage<Integer> sweep(Instant now, int max) {
    return outbox.sweep(now, max);
  }

  @Override
  public CompletionStage<Counts> counts(int max) {
    return outbox.counts(max);
  }
}
