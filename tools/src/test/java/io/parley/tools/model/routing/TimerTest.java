package io.parley.tools.model.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// The thread sleeps until its next tick; tasks must not wait for the one after.
class TimerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration MOMENT = Duration.ofMillis(1);

  @Test
  void a_task_that_is_due_before_the_next_tick_runs() {
    try (var timer = Timer.started(Duration.ofDays(1))) {
      assertThat(task(timer, MOMENT)).succeedsWithin(PATIENCE);
    }
  }

  @Test
  void a_task_that_is_due_after_some_ticks_runs() {
    try (var timer = Timer.started(MOMENT)) {
      assertThat(task(timer, MOMENT.multipliedBy(20))).succeedsWithin(PATIENCE);
    }
  }

  private static CompletableFuture<Void> task(Timer timer, Duration delay) {
    var ran = new CompletableFuture<Void>();
    timer.after(delay, () -> ran.complete(null));
    return ran;
  }
}
