package io.parley.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.persistence.schema.Enforcement.Left;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds the tables' owner to row level security as soon as the last node of an older release is
/// gone ([io.parley.persistence.schema.Enforcement]): looks at intervals until it is forced on all
/// tables. A metric shows on how many it is not.
final class RowSecurityWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RowSecurityWatch.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  /// Forces it where that is possible. Blocks.
  @FunctionalInterface
  interface Look {
    Left left() throws SQLException;
  }

  private final Look look;
  private final Duration every;
  private final AtomicInteger unforced = new AtomicInteger();
  private final CompletableFuture<Void> closing = new CompletableFuture<>();

  private RowSecurityWatch(Look look, Duration every, MeterRegistry registry) {
    this.look = look;
    this.every = every;
    registry.gauge("parley.database.unforced.tables", unforced);
  }

  static RowSecurityWatch start(Look look, MeterRegistry registry) {
    return start(look, EVERY, registry);
  }

  static RowSecurityWatch start(Look look, Duration every, MeterRegistry registry) {
    var watch = new RowSecurityWatch(look, every, registry);
    Thread.ofVirtual().name("row-security").start(watch::watch);
    return watch;
  }

  private void watch() {
    var before = new Left(0, "");
    do {
      try {
        var left = look.left();
        unforced.set(left.tables());
        if (!left.equals(before)) log(left);
        if (left.tables() == 0) return;
        before = left;
      } catch (SQLException e) {
        LOG.debug("row security is checked later, SQLSTATE {}", e.getSQLState());
      }
    } while (!closedWithin(every));
  }

  private static void log(Left left) {
    if (left.tables() == 0) LOG.info("row level security holds for the owner of all tables");
    else LOG.info("{} tables are not forced to row security: {}", left.tables(), left.reason());
  }

  private boolean closedWithin(Duration pause) {
    var timer =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, pause.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture.anyOf(timer, closing).join();
    return closing.isDone();
  }

  /// Does not wait for a look under way: it changes a table or it does not.
  @Override
  public void close() {
    closing.complete(null);
  }
}
