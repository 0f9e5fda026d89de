package io.parley.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
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

/// Checks at intervals whether a database answers. Nothing waits for the check: readiness and a
/// metric show its result.
final class DatabaseWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Database database;
  private final Finding finding;
  private final AtomicBoolean asking = new AtomicBoolean();
  private final AtomicInteger reachable;
  private final Cancellable looks;

  /// Receives the result of each check; called by a thread of the database.
  @FunctionalInterface
  private interface Finding {
    void is(boolean there, boolean hasChanged);
  }

  private DatabaseWatch(
      ActorSystem<?> system, Database database, AtomicInteger reachable, Finding finding) {
    this.database = database;
    this.reachable = reachable;
    this.finding = finding;
    this.looks =
        system
            .classicSystem()
            .scheduler()
            .scheduleWithFixedDelay(EVERY, EVERY, this::look, system.executionContext());
  }

  static DatabaseWatch start(
      ActorSystem<?> system, Database database, Readiness readiness, MeterRegistry registry) {
    var reachable = registry.gauge("parley.database.reachable", new AtomicInteger(1));
    return new DatabaseWatch(
        system,
        database,
        reachable,
        (there, hasChanged) -> {
          readiness.database(there);
          if (!hasChanged) return;
          if (there) LOG.info("the database answers again");
          else LOG.error("the database does not answer: nothing is acknowledged until it does");
        });
  }

  /// Of a database beside the main one: without it the node is ready all the same.
  static DatabaseWatch start(
      ActorSystem<?> system,
      String name,
      Database database,
      Readiness readiness,
      MeterRegistry registry) {
    var reachable =
        registry.gauge(
            "parley.database.other.reachable", Tags.of("database", name), new AtomicInteger(1));
    return new DatabaseWatch(
        system,
        database,
        reachable,
        (there, hasChanged) -> {
          readiness.database(name, there);
          if (!hasChanged) return;
          if (there) LOG.info("the database {} answers again", name);
          else
            LOG.error(
                "the database {} does not answer: its organisations are not served until it does",
                name);
        });
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
    int now = there ? 1 : 0;
    finding.is(there, reachable.getAndSet(now) != now);
  }

  @Override
  public void close() {
    looks.cancel();
  }
}
