package io.parley.server;

import io.parley.core.journal.TokenRevocations;
import io.parley.core.journal.TokenRevocations.Told;
import io.parley.http.token.Revocations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/// Brings this node the revocations of all nodes within a few seconds.
final class RevocationFeed {
  private static final Duration EVERY = Duration.ofSeconds(2);

  /// A row's time is taken before its transaction becomes visible, and rows may become visible out
  /// of order.
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  private final TokenRevocations store;
  private final Revocations revocations;
  private final Clock clock;
  private volatile Instant newest = Instant.EPOCH;

  private RevocationFeed(TokenRevocations store, Revocations revocations, Clock clock) {
    this.store = store;
    this.revocations = revocations;
    this.clock = clock;
  }

  /// Returns when all existing revocations are loaded: no token may be accepted before.
  static Duty start(
      ActorSystem<?> system, TokenRevocations store, Revocations revocations, Clock clock) {
    var feed = new RevocationFeed(store, revocations, clock);
    feed.take(store.since(Instant.EPOCH, clock.instant()).toCompletableFuture().join());
    return Duty.start(system, "the reading of revoked tokens", EVERY, feed::look);
  }

  private CompletionStage<Void> look() {
    var now = clock.instant();
    revocations.forget(now);
    return store.since(newest.minus(OVERLAP), now).thenAccept(this::take);
  }

  private void take(List<Told> revoked) {
    for (var each : revoked) {
      revocations.add(each.revocation());
      if (each.at().isAfter(newest)) newest = each.at();
    }
  }
}
