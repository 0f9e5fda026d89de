package io.parley.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.operations.Readiness;
import io.parley.persistence.database.Database;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks at intervals whether the database answers. Nothing waits for the check: readiness and a
/// metric show its result.
final class DatabaseWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Database database;
  private final Readiness readiness;
  private final AtomicBoolean asking = new AtomicBoolean();
  private final AtomicInteger reachable = new AtomicInteger(1);
  private final Cancellable looks;

  private DatabaseWatch(
      ActorSystem<?> system, Database database, Readiness readiness, MeterRegistry registry) {
    this.database = database;
    this.readiness = readiness;
    registry.gauge("parley.database.reachable", reachable);
    this.looks =
        system
            .classicSystem()
            .scheduler()
            .scheduleWithFixedDelay(EVERY, EVERY, this::look, system.executionContext());
  }

  static DatabaseWatch start(
      ActorSystem<?> system, Database database, Readiness readiness, MeterRegistry registry) {
    return new DatabaseWatch(system, database, readiness, registry);
  }

  /// One question at a time: an unresponsive database must not collect questions.
  private void look() {
    if (!asking.compareAndSet(false, true)) return;
    CompletionStage<Void> answer = database.probe();
    answer.whenComplete(
        (_, failure) -> {
          asking.set(false);
          found(failure == null);
        });
  }

  private void found(boolean there) {
    int before = reachable.getAndSet(there ? 1 : 0);
    readiness.database(there);
    if (before == 1 && !there)
      LOG.error("the database does not answer: nothing is acknowledged until it does");
    if (before == 0 && there) LOG.info("the database answers again");
  }

  @Override
  public void close() {
    looks.cancel();
  }
}
