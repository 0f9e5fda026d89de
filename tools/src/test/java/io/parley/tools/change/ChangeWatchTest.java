package io.parley.tools.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeWatchTest {
  private static final Duration SOON = Duration.ofMillis(5);

  private final List<Long> learnt = new CopyOnWriteArrayList<>();
  private volatile CompletionStage<Long> stored = CompletableFuture.completedStage(1L);
  private volatile long known;

  private final ChangeWatch watch =
      new ChangeWatch("watch", "things", () -> stored, () -> known, this::learn);

  @AfterEach
  void close() {
    watch.close();
  }

  private CompletionStage<Void> learn() {
    return stored.thenAccept(
        number -> {
          learnt.add(number);
          known = number;
        });
  }

  private void look() {
    watch.look().toCompletableFuture().join();
  }

  @Test
  void a_change_is_learnt_once() {
    look();
    look();
    stored = CompletableFuture.completedStage(2L);
    look();
    assertThat(learnt).containsExactly(1L, 2L);
  }

  @Test
  void while_the_store_does_not_answer_the_copy_stays_and_the_look_after_that_learns() {
    look();
    stored = CompletableFuture.failedStage(new IllegalStateException("away"));
    look();
    assertThat(learnt).containsExactly(1L);
    stored = CompletableFuture.completedStage(2L);
    look();
    assertThat(learnt).containsExactly(1L, 2L);
  }

  @Test
  void a_step_waits_for_the_one_before() {
    var slow = new CompletableFuture<Long>();
    stored = slow;
    var first = watch.look().toCompletableFuture();
    var second = watch.next(() -> CompletableFuture.runAsync(() -> learnt.add(-1L)));
    assertThat(first).isNotDone();
    slow.complete(1L);
    second.toCompletableFuture().join();
    assertThat(learnt).containsExactly(1L, -1L);
  }

  @Test
  void changes_are_learnt_without_being_asked_for() {
    watch.every(SOON);
    await().until(() -> learnt.equals(List.of(1L)));
    stored = CompletableFuture.completedStage(2L);
    await().until(() -> learnt.equals(List.of(1L, 2L)));
  }

  @Test
  void work_that_fails_is_done_again() {
    var times = new AtomicInteger();
    watch.repeat(
        SOON,
        () -> {
          times.incrementAndGet();
          throw new IllegalStateException("not this time");
        });
    await().until(() -> times.get() > 2);
  }
}
