package io.parley.server;

import io.parley.core.identity.ApiKeys;
import io.parley.http.token.Holder;
import io.parley.http.token.KeyWatches;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends this node's open connections of an API key within a few seconds after the key was revoked,
/// on whichever node, or its time was over. A request looks for itself.
final class ApiKeyWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiKeyWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final ApiKeys store;
  private final KeyWatches watches;
  private final InstantSource clock;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile boolean failing;
  private Cancellable looks = Cancellable.alreadyCancelled();

  private ApiKeyWatch(ApiKeys store, KeyWatches watches, InstantSource clock) {
    this.store = store;
    this.watches = watches;
    this.clock = clock;
  }

  static ApiKeyWatch start(
      ActorSystem<?> system, ApiKeys store, KeyWatches watches, InstantSource clock) {
    var watch = new ApiKeyWatch(store, watches, clock);
    watch.looks =
        system
            .classicSystem()
            .scheduler()
            .scheduleWithFixedDelay(EVERY, EVERY, watch::look, system.executionContext());
    return watch;
  }

  /// One key after the other, so that many do not fill the database's queue.
  private void look() {
    if (!looking.compareAndSet(false, true)) return;
    CompletionStage<Void> looked = CompletableFuture.completedStage(null);
    for (var holder : watches.holders())
      if (holder instanceof Holder.Key key) looked = looked.thenCompose(_ -> look(key));
    looked.whenComplete(
        (_, failure) -> {
          looking.set(false);
          if (failure != null && !failing)
            LOG.warn("API keys of open connections cannot be read; reading is retried", failure);
          failing = failure != null;
        });
  }

  private CompletionStage<Void> look(Holder.Key holder) {
    return store
        .find(holder.key())
        .thenAccept(
            found -> {
              boolean isAccepted =
                  found
                      .filter(key -> key.revokedAt().isEmpty() && !key.isExpired(clock.instant()))
                      .isPresent();
              if (!isAccepted) watches.ended(holder);
            });
  }

  @Override
  public void close() {
    looks.cancel();
  }
}
