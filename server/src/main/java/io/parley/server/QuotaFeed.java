package io.parley.server;

import io.parley.core.quota.QuotaPlan;
import io.parley.core.quota.Quotas;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.quota.NodeQuotas;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings this node the plans of organisations within a few seconds of a change, and settles with
/// the lender every second.
final class QuotaFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QuotaFeed.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /// Of these, for plans; and for calls, several times in the time for which they count.
  private static final int PLANS = 2;

  private static final int CALLS = 5;

  private final Quotas stored;
  private final NodeQuotas quotas;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile boolean failing;
  private volatile long version;
  private long ticks;
  private Cancellable looks = Cancellable.alreadyCancelled();

  private QuotaFeed(Quotas stored, NodeQuotas quotas) {
    this.stored = stored;
    this.quotas = quotas;
  }

  /// Returns when all plans are loaded: nothing may be used beyond them.
  static QuotaFeed start(ActorSystem<?> system, Quotas stored, NodeQuotas quotas) {
    var feed = new QuotaFeed(stored, quotas);
    feed.version = stored.version().toCompletableFuture().join();
    quotas.plansAre(stored.all().toCompletableFuture().join());
    feed.looks =
        system
            .classicSystem()
            .scheduler()
            .scheduleWithFixedDelay(EVERY, EVERY, feed::tick, system.executionContext());
    return feed;
  }

  /// One at a time.
  private void tick() {
    ticks++;
    quotas.settle();
    if (ticks % CALLS == 0) quotas.renewCalls();
    if (ticks % PLANS == 0) look();
  }

  /// The number is read first: a change in between is seen the next time.
  private void look() {
    if (!reading.compareAndSet(false, true)) return;
    stored
        .version()
        .thenCompose(
            newest ->
                newest == version
                    ? CompletableFuture.completedStage(newest)
                    : stored.all().thenApply(plans -> take(newest, plans)))
        .whenComplete(
            (_, failure) -> {
              reading.set(false);
              if (failure != null && !failing)
                LOG.warn("quotas cannot be read; those known still apply", failure);
              failing = failure != null;
            });
  }

  private long take(long newest, Map<TenantId, QuotaPlan> plans) {
    quotas.plansAre(plans);
    version = newest;
    return newest;
  }

  @Override
  public void close() {
    looks.cancel();
  }
}
