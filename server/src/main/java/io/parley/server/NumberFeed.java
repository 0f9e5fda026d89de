package io.parley.server;

import io.parley.core.number.OrganisationNumbers;
import io.parley.core.number.OrganisationNumbers.All;
import io.parley.voice.telephony.NumberBook;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells this node within a second which telephone numbers organisations have.
final class NumberFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NumberFeed.class);
  private static final Duration EVERY = Duration.ofMillis(500);

  private final OrganisationNumbers stored;
  private final NumberBook known;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile boolean failing;
  private volatile long change;
  private Cancellable looks = Cancellable.alreadyCancelled();

  private NumberFeed(OrganisationNumbers stored, NumberBook known) {
    this.stored = stored;
    this.known = known;
  }

  /// Returns when they are loaded: a call to a number that this node does not know yet would be
  /// refused.
  static NumberFeed start(ActorSystem<?> system, OrganisationNumbers stored, NumberBook known) {
    var feed = new NumberFeed(stored, known);
    feed.take(stored.all().toCompletableFuture().join());
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
                    : stored.all().thenAccept(this::take))
        .whenComplete(
            (_, failure) -> {
              reading.set(false);
              if (failure != null && !failing)
                LOG.warn(
                    "numbers of organisations cannot be read; those known still lead to them",
                    failure);
              failing = failure != null;
            });
  }

  private void take(All all) {
    known.learn(all.numbers());
    change = all.change();
  }

  @Override
  public void close() {
    looks.cancel();
  }
}
