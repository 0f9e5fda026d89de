package io.parley.server;

import io.parley.core.quota.QuotaPlan;
import io.parley.core.quota.Quotas;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.quota.NodeQuotas;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/// Brings this node the plans of organisations within a few seconds of a change, and settles with
/// the lender every second. While the store does not answer, the plans that are known still apply.
final class QuotaFeed implements AutoCloseable {
  private static final Duration PLANS_EVERY = Duration.ofSeconds(2);
  private static final Duration SETTLED_EVERY = Duration.ofSeconds(1);

  /// Several times in the time for which they count.
  private static final Duration CALLS_EVERY = Duration.ofSeconds(5);

  private final Quotas stored;
  private final NodeQuotas quotas;
  private final List<Duty> duties;
  private volatile long version;

  private QuotaFeed(ActorSystem<?> system, Quotas stored, NodeQuotas quotas) {
    this.stored = stored;
    this.quotas = quotas;
    version = stored.version().toCompletableFuture().join();
    quotas.plansAre(stored.all().toCompletableFuture().join());
    duties =
        List.of(
            Duty.start(system, "the reading of quotas", PLANS_EVERY, this::look),
            Duty.start(system, "the settling of quotas", SETTLED_EVERY, () -> done(quotas::settle)),
            Duty.start(
                system, "the renewal of calls", CALLS_EVERY, () -> done(quotas::renewCalls)));
  }

  /// Returns when all plans are loaded: nothing may be used beyond them.
  static QuotaFeed start(ActorSystem<?> system, Quotas stored, NodeQuotas quotas) {
    return new QuotaFeed(system, stored, quotas);
  }

  private static CompletionStage<Void> done(Runnable work) {
    work.run();
    return CompletableFuture.completedStage(null);
  }

  /// The number is read first: a change in between is seen the next time.
  private CompletionStage<Void> look() {
    return stored
        .version()
        .thenCompose(
            newest ->
                newest == version
                    ? CompletableFuture.completedStage(null)
                    : stored.all().thenAccept(plans -> take(newest, plans)));
  }

  private void take(long newest, Map<TenantId, QuotaPlan> plans) {
    quotas.plansAre(plans);
    version = newest;
  }

  @Override
  public void close() {
    duties.forEach(Duty::close);
  }
}
