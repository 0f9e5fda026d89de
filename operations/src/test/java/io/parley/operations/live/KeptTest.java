package io.parley.operations.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeptTest {
  private final AtomicLong clock = new AtomicLong(-5);
  private final List<CompletableFuture<String>> sought = new ArrayList<>();
  private final Kept<String> kept =
      new Kept<>(
          Duration.ofNanos(100),
          clock::get,
          () -> {
            sought.add(new CompletableFuture<>());
            return sought.getLast();
          });

  @Test
  void a_value_is_computed_once_at_a_time_and_reused_while_fresh() {
    var first = kept.get();
    assertThat(kept.get()).isSameAs(first);
    clock.addAndGet(1_000);
    // regardless of its duration
    assertThat(kept.get()).isSameAs(first);
    assertThat(sought).hasSize(1);
    sought.getFirst().complete("one");
    clock.set(90);
    assertThat(kept.get().toCompletableFuture()).isCompletedWithValue("one");
    clock.set(95);
    kept.get();
    assertThat(sought).hasSize(2);
    sought.getLast().complete("two");
    assertThat(kept.get().toCompletableFuture()).isCompletedWithValue("two");
  }

  @Test
  void a_failed_value_is_computed_again() {
    kept.get();
    sought.getFirst().completeExceptionally(new IllegalStateException("gone"));
    kept.get();
    sought.getLast().complete("back");
    assertThat(kept.get().toCompletableFuture()).isCompletedWithValue("back");
    assertThat(sought).hasSize(2);
  }
}
