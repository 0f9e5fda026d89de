package io.parley.server;

import io.parley.core.quota.Quotas;
import io.parley.sessions.quota.NodeQuotas;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/// Brings this node the plans of organisations within a second of a change, and settles with the
/// lender every second. While the store does not answer, the plans that are known still apply.
final class QuotaFeed implements AutoCloseable {
  private static final Duration PLANS_EVERY = Duration.ofMillis(500);
  private static final Duration SETTLED_EVERY = Duration.ofSeconds(1);

  /// Several times in the time for which they count.
  private static final Duration CALLS_EVERY = Duration.ofSeconds(5);

  private final List<Duty> duties;

  private QuotaFeed(ActorSystem<?> system, Quotas stored, NodeQuotas quotas) {
    var plans = NumberedReading.begin(stored::version, stored::all, quotas::plansAre);
    duties =
        List.of(
            Duty.start(system, "the reading of quotas", PLANS_EVERY, plans::look),
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

  @Override
  public void close() {
    duties.forEach(Duty::close);
  }
}
