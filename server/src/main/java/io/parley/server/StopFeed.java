package io.parley.server;

import io.parley.core.organisation.StoppedOrganisations;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.entry.StoppedTenants;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/// Tells this node within a few seconds that an organisation is stopped, or is served again. While
/// the store does not answer, those known are still refused.
final class StopFeed {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final StoppedOrganisations stored;
  private final StoppedTenants known;
  private volatile long version;

  private StopFeed(StoppedOrganisations stored, StoppedTenants known) {
    this.stored = stored;
    this.known = known;
  }

  /// Returns when they are loaded: a node that has just started must not serve them either.
  static Duty start(ActorSystem<?> system, StoppedOrganisations stored, StoppedTenants known) {
    return start(system, stored, known, EVERY);
  }

  /// @param every pause between two looks
  static Duty start(
      ActorSystem<?> system, StoppedOrganisations stored, StoppedTenants known, Duration every) {
    var feed = new StopFeed(stored, known);
    feed.version = stored.version().toCompletableFuture().join();
    known.are(stored.all().toCompletableFuture().join());
    return Duty.start(system, "the reading of stopped organisations", every, feed::look);
  }

  /// The number is read first: a change in between is seen the next time.
  private CompletionStage<Void> look() {
    return stored
        .version()
        .thenCompose(
            newest ->
                newest == version
                    ? CompletableFuture.completedStage(null)
                    : stored.all().thenAccept(stopped -> take(newest, stopped)));
  }

  private void take(long newest, Set<TenantId> stopped) {
    known.are(stopped);
    version = newest;
  }
}
