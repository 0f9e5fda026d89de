package io.parley.voice.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final ManualTimer timer = new ManualTimer();
  private final List<CompletableFuture<Void>> begun = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final Rounds rounds = Rounds.start(timer, PAUSE, this::round, failures::add);

  private CompletableFuture<Void> round() {
    var round = new CompletableFuture<Void>();
    begun.add(round);
    return round;
  }

  @Test
  void a_pause_follows_the_end_of_a_round() {
    assertThat(begun).isEmpty();
    timer.pass(PAUSE);
    assertThat(begun).hasSize(1);
    timer.pass(PAUSE.multipliedBy(10));
    assertThat(begun).hasSize(1);
    begun.getFirst().complete(null);
    timer.pass(PAUSE.minusMillis(1));
    assertThat(begun).hasSize(1);
    timer.pass(Duration.ofMillis(1));
    assertThat(begun).hasSize(2);
    assertThat(failures).isEmpty();
  }

  @Test
  void a_round_that_fails_is_reported_and_the_next_one_comes() {
    timer.pass(PAUSE);
    var failure = new IllegalStateException("no database");
    begun.getFirst().completeExceptionally(failure);
    assertThat(failures).containsExactly(failure);
    timer.pass(PAUSE);
    assertThat(begun).hasSize(2);
  }

  @Test
  void a_duty_that_throws_has_failed() {
    var failure = new IllegalStateException("closed");
    try (var _ =
        Rounds.start(
            timer,
            PAUSE,
            () -> {
              throw failure;
            },
            failures::add)) {
      timer.pass(PAUSE);
      assertThat(failures).containsExactly(failure);
      timer.pass(PAUSE);
      assertThat(failures).containsExactly(failure, failure);
    }
  }

  @Test
  void nothing_follows_its_end() {
    timer.pass(PAUSE);
    rounds.close();
    begun.getFirst().complete(null);
    assertThat(timer.isSet()).isFalse();
  }
}
