package io.parley.server;

import io.parley.core.organisation.OrganisationSites;
import io.parley.core.organisation.OrganisationSites.Changed;
import io.parley.http.site.Sites;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells this node within a second where visitors reach organisations.
final class SiteFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SiteFeed.class);
  private static final Duration EVERY = Duration.ofMillis(500);

  private final OrganisationSites stored;
  private final Sites known;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile boolean failing;
  private volatile long change;
  private Cancellable looks = Cancellable.alreadyCancelled();

  private SiteFeed(OrganisationSites stored, Sites known) {
    this.stored = stored;
    this.known = known;
  }

  /// Returns when they are loaded: a visitor of an organisation that this node does not know yet
  /// would find nobody.
  static SiteFeed start(ActorSystem<?> system, OrganisationSites stored, Sites known) {
    var feed = new SiteFeed(stored, known);
    feed.take(stored.since(0).toCompletableFuture().join());
    feed.looks =
        system
            .classicSystem()
            .scheduler()
            .scheduleWithFixedDelay(EVERY, EVERY, feed::look, system.executionContext());
    return feed;
  }

  /// One at a time.
  private void look() {
    if (!reading.compareAndSet(false, true)) return;
    stored
        .change()
        .thenCompose(
            newest ->
                newest == change
                    ? CompletableFuture.<Void>completedStage(null)
                    : stored.since(change).thenAccept(this::take))
        .whenComplete(
            (_, failure) -> {
              reading.set(false);
              if (failure != null && !failing)
                LOG.warn(
                    "addresses of organisations cannot be read; those known still lead to them",
                    failure);
              failing = failure != null;
            });
  }

  private void take(Changed changed) {
    known.learn(changed.sites());
    change = changed.number();
  }

  @Override
  public void close() {
    looks.cancel();
  }
}
