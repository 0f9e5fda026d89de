package io.parley.server;

import io.parley.core.organisation.StoppedOrganisations;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.entry.StoppedTenants;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells this node within a few seconds that an organisation is stopped, or is served again.
final class StopFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StopFeed.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final StoppedOrganisations stored;
  private final StoppedTenants known;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile boolean failing;
  private volatile long version;
  private Cancellable looks = Cancellable.alreadyCancelled();

  private StopFeed(StoppedOrganisations stored, StoppedTenants known) {
    this.stored = stored;
    this.known = known;
  }

  /// Returns when they are loaded: a node that has just started must not serve them either.
  static StopFeed start(ActorSystem<?> system, StoppedOrganisations stored, StoppedTenants known) {
    var feed = new StopFeed(stored, known);
    feed.version = stored.version().toCompletableFuture().join();
    known.are(stored.all().toCompletableFuture().join());
    feed.looks =
        system
            .classicSystem()
            .scheduler()
            .scheduleWithFixedDelay(EVERY, EVERY, feed::look, system.executionContext());
    return feed;
  }

  /// One at a time. The number is read first: a change in between is seen the next time.
  private void look() {
    if (!reading.compareAndSet(false, true)) return;
    stored
        .version()
        .thenCompose(
            newest ->
                newest == version
                    ? CompletableFuture.completedStage(newest)
                    : stored.all().thenApply(stopped -> take(newest, stopped)))
        .whenComplete(
            (_, failure) -> {
              reading.set(false);
              if (failure != null && !failing)
                LOG.warn(
                    "stopped organisations cannot be read; those known are still refused", failure);
              failing = failure != null;
            });
  }

  private long take(long newest, Set<TenantId> stopped) {
    known.are(stopped);
    version = newest;
    return newest;
  }

  @Override
  public void close() {
    looks.cancel();
  }
}
