package io.parley.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.persistence.embedded.Restarter.Pauses;
import io.parley.persistence.embedded.StartFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RestarterTest {
  private static final Pauses QUICK =
      new Pauses(Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofMinutes(1));

  /// Each launch returns a process that a test ends by completing it.
  private final List<CompletableFuture<Void>> launched = new CopyOnWriteArrayList<>();

  @Test
  void an_ended_process_is_restarted_every_time() {
    var first = new CompletableFuture<Void>();
    try (var _ = Restarter.of("it", first, this::launch, QUICK)) {
      first.complete(null);
      awaitLaunches(1);
      launched.getLast().completeExceptionally(new IllegalStateException("crashed"));
      awaitLaunches(2);
    }
    assertThat(launched.getLast()).isNotDone();
  }

  @Test
  void a_failed_start_is_retried() {
    var failures = new CopyOnWriteArrayList<StartFailure>();
    Restarter.Launch thirdTimeLucky =
        () -> {
          if (failures.size() == 2) return launch();
          failures.add(new StartFailure(Kind.NOT_UP, "not yet"));
          throw failures.getLast();
        };
    try (var _ =
        Restarter.of("it", CompletableFuture.completedFuture(null), thirdTimeLucky, QUICK)) {
      awaitLaunches(1);
    }
    assertThat(failures).hasSize(2);
  }

  @Test
  void nothing_is_started_after_closing() {
    var first = new CompletableFuture<Void>();
    var restarter = Restarter.of("it", first, this::launch, QUICK);
    restarter.close();
    first.complete(null);
    restarter.close();
    assertThat(launched).isEmpty();
  }

  @Test
  void pauses_double_up_to_the_last() {
    var pauses = new Pauses(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofMinutes(1));
    assertThat(pauses.after(Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(400));
    assertThat(pauses.after(Duration.ofMillis(800))).isEqualTo(Duration.ofSeconds(1));
    assertThat(pauses.after(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
  }

  private CompletionStage<?> launch() {
    launched.add(new CompletableFuture<>());
    return launched.getLast();
  }

  private void awaitLaunches(int count) {
    await().atMost(Duration.ofSeconds(60)).until(() -> launched.size() == count);
  }
}
