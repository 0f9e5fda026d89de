package io.parley.tools.mcp.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  @Test
  void a_deadline_stands_still_while_it_pauses_and_passes_afterwards() throws Exception {
    // long enough for a busy machine to come to the pause
    var deadline = Deadline.in(Duration.ofSeconds(1), Duration.ofMinutes(1));
    var rung = new CompletableFuture<Boolean>();
    var other = new CompletableFuture<Void>();
    try (var _ = deadline.alarm(() -> rung.complete(deadline.hasPassed()));
        var _ = Deadline.in(Duration.ofMillis(1_500)).alarm(() -> other.complete(null))) {
      try (var _ = deadline.pause()) {
        var left = deadline.left();
        other.get(60, TimeUnit.SECONDS);
        assertThat(deadline.left()).isEqualTo(left);
        assertThat(rung).isNotDone();
        assertThatThrownBy(deadline::pause).isInstanceOf(IllegalStateException.class);
      }
      assertThat(rung.get(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void an_alarm_that_was_called_off_does_not_ring() throws Exception {
    var rung = new CompletableFuture<Void>();
    var later = new CompletableFuture<Void>();
    Deadline.in(Duration.ofSeconds(1)).alarm(() -> rung.complete(null)).close();
    try (var _ = Deadline.in(Duration.ofMillis(1_500)).alarm(() -> later.complete(null))) {
      later.get(60, TimeUnit.SECONDS);
    }
    assertThat(rung).isNotDone();
  }

  @Test
  void the_longest_time_includes_all_pauses() {
    var deadline = Deadline.in(Duration.ofHours(1), Duration.ofHours(2));
    assertThat(deadline.longest()).isBetween(Duration.ofMinutes(179), Duration.ofHours(3));
    assertThat(deadline.orIn(Duration.ofHours(5))).isSameAs(deadline);
    assertThat(deadline.orIn(Duration.ofMinutes(1)).left()).isLessThan(Duration.ofMinutes(2));
  }
}
