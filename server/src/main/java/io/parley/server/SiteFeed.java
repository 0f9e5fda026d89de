package io.parley.server;

import io.parley.core.organisation.OrganisationSites;
import io.parley.core.organisation.OrganisationSites.Changed;
import io.parley.http.site.Sites;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/// Tells this node within a second where visitors reach organisations. While the store does not
/// answer, the addresses known still lead to them. Other than a [NumberedReading] it reads those
/// that have changed.
final class SiteFeed {
  private static final Duration EVERY = Duration.ofMillis(500);

  private final OrganisationSites stored;
  private final Sites known;
  private volatile long change;

  private SiteFeed(OrganisationSites stored, Sites known) {
    this.stored = stored;
    this.known = known;
  }

  /// Returns when they are loaded: a visitor of an organisation that this node does not know yet
  /// would find nobody.
  static Duty start(ActorSystem<?> system, OrganisationSites stored, Sites known) {
    var feed = new SiteFeed(stored, known);
    feed.take(stored.since(0).toCompletableFuture().join());
    return Duty.start(system, "the reading of organisations' addresses", EVERY, feed::look);
  }

  private CompletionStage<Void> look() {
    return stored
        .change()
        .thenCompose(
            newest ->
                newest == change
                    ? CompletableFuture.completedStage(null)
                    : stored.since(change).thenAccept(this::take));
  }

  private void take(Changed changed) {
    known.learn(changed.sites());
    change = changed.number();
  }
}
