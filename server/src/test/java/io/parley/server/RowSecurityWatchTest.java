package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.persistence.schema.Enforcement.Left;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RowSecurityWatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofMillis(1);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void it_looks_until_no_table_is_left_though_the_database_fails_in_between() {
    Queue<Left> found =
        new ArrayDeque<>(
            List.of(new Left(3, "in use"), new Left(-1, "a failure"), new Left(0, "")));
    var looks = new AtomicInteger();
    RowSecurityWatch.Look look =
        () -> {
          looks.incrementAndGet();
          var next = found.remove();
          if (next.tables() < 0) throw new SQLException("gone", "08006");
          return next;
        };
    try (var _ = RowSecurityWatch.start(look, SOON, registry)) {
      await().atMost(PATIENCE).until(() -> looks.get() == 3);
      await().atMost(PATIENCE).until(() -> unforced() == 0);
    }
  }

  @Test
  void the_metric_counts_the_tables_that_are_left() throws InterruptedException {
    var secondLook = new CountDownLatch(1);
    var looks = new AtomicInteger();
    RowSecurityWatch.Look look =
        () -> {
          if (looks.incrementAndGet() > 1) secondLook.countDown();
          return new Left(7, "an older node");
        };
    try (var _ = RowSecurityWatch.start(look, SOON, registry)) {
      secondLook.await();
      assertThat(unforced()).isEqualTo(7);
    }
  }

  private double unforced() {
    return registry.get("parley.database.unforced.tables").gauge().value();
  }
}
