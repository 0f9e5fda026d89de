package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ClosersTest {
  private final List<String> closed = new ArrayList<>();
  private final Closers closers = new Closers();

  private void add(String what) {
    closers.onClose(what, () -> closed.add(what));
  }

  @Test
  void closing_is_in_reverse_order() {
    add("database");
    add("actors");
    add("port");
    closers.close();
    closers.close();
    assertThat(closed).containsExactly("port", "actors", "database");
  }

  @Test
  void a_failing_close_does_not_prevent_the_others() {
    add("database");
    closers.onClose(
        "actors",
        () -> {
          throw new IllegalStateException("stuck");
        });
    closers.close();
    assertThat(closed).containsExactly("database");
  }

  @Test
  void overdue_closing_is_named() {
    var overdue = new CompletableFuture<String>();
    var slow = new Closers(overdue::complete);
    slow.within(Duration.ofMillis(200));
    slow.onClose("database", () -> closed.add("database"));
    // ends only when the alarm has rung
    slow.onClose("actors", overdue::join);
    slow.close();
    assertThat(overdue).isCompletedWithValue("actors");
    assertThat(closed).containsExactly("database");
  }

  @Test
  void closing_in_time_raises_no_alarm() {
    var overdue = new CompletableFuture<String>();
    var quick = new Closers(overdue::complete);
    quick.within(Duration.ofSeconds(2));
    quick.onClose("database", () -> closed.add("database"));
    quick.close();
    await().pollDelay(Duration.ofMillis(2_500)).until(() -> !overdue.isDone());
  }

  @Test
  void resources_started_after_the_end_are_closed_at_once() {
    closers.close();
    add("latecomer");
    assertThat(closed).containsExactly("latecomer");
  }
}
