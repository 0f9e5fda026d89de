package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DutyTest {
  private static final Duration SOON = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ActorSystem system = ActorSystem.create("duty", ConfigFactory.defaultReference());
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  private Duty start(Supplier<CompletionStage<Void>> work) {
    return Duty.start(Adapter.toTyped(system), "a duty", SOON, work);
  }

  @Test
  void a_failure_of_either_kind_is_logged_once_and_does_not_end_it() {
    var log = new ListAppender<ILoggingEvent>();
    var logger = (Logger) LoggerFactory.getLogger(Duty.class);
    log.start();
    logger.addAppender(log);
    var level = logger.getLevel();
    logger.setLevel(Level.INFO);
    try (var _ =
        start(
            () -> {
              int run = runs.incrementAndGet();
              if (run == 1) throw new IllegalStateException("thrown");
              return run < 4
                  ? CompletableFuture.failedStage(new IllegalStateException("failed"))
                  : CompletableFuture.completedStage(null);
            })) {
      await().atMost(PATIENCE).until(() -> runs.get() > 5);
      assertThat(log.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly("a duty fails; it is tried again", "a duty succeeds again");
    } finally {
      logger.detachAppender(log);
      logger.setLevel(level);
    }
  }

  @Test
  void the_next_run_waits_for_the_end_of_the_one_before() {
    var first = new CompletableFuture<Void>();
    var times = new AtomicInteger();
    try (var _ =
            start(
                () -> {
                  runs.incrementAndGet();
                  return first;
                });
        var _ =
            start(
                () -> {
                  times.incrementAndGet();
                  return CompletableFuture.completedStage(null);
                })) {
      await().atMost(PATIENCE).until(() -> times.get() > 5);
      assertThat(runs).hasValue(1);
      first.complete(null);
      await().atMost(PATIENCE).until(() -> runs.get() > 1);
    }
  }
}
