package io.parley.server;

import io.parley.core.journal.TokenRevocations;
import io.parley.core.journal.TokenRevocations.Told;
import io.parley.http.token.Revocations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings this node the revocations of all nodes within a few seconds.
final class RevocationFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationFeed.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  /// A row's time is taken before its transaction becomes visible, and rows may become visible out
  /// of order.
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  private final TokenRevocations store;
  private final Revocations revocations;
  private final Clock clock;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile boolean failing;
  private volatile Instant newest = Instant.EPOCH;
  private Cancellable looks = Cancellable.alreadyCancelled();

  private RevocationFeed(TokenRevocations store, Revocations revocations, Clock clock) {
    this.store = store;
    this.revocations = revocations;
    this.clock = clock;
  }

  /// Returns when all existing revocations are loaded: no token may be accepted before.
  static RevocationFeed start(
      ActorSystem<?> system, TokenRevocations store, Revocations revocations, Clock clock) {
    var feed = new RevocationFeed(store, revocations, clock);
    feed.take(store.since(Instant.EPOCH, clock.instant()).toCompletableFuture().join());
    feed.looks =
        system
            .classicSystem()
            .scheduler()
            .scheduleWithFixedDelay(EVERY, EVERY, feed::look, system.executionContext());
    return feed;
  }

  private void look() {
    if (!reading.compareAndSet(false, true)) return;
    var now = clock.instant();
    revocations.forget(now);
    store
        .since(newest.minus(OVERLAP), now)
        .whenComplete(
            (revoked, failure) -> {
              reading.set(false);
              if (failure == null) take(revoked);
              if (failure != null && !failing)
                LOG.warn("revoked tokens cannot be read; reading is retried", failure);
              failing = failure != null;
            });
  }

  private void take(List<Told> revoked) {
    for (var each : revoked) {
      revocations.add(each.revocation());
      if (each.at().isAfter(newest)) newest = each.at();
    }
  }

  @Override
  public void close() {
    looks.cancel();
  }
}
