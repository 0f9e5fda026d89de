package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.audit.Act;
import io.parley.core.journal.SessionErasures;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SessionErasureTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  private final List<String> steps = new ArrayList<>();
  private final Orders orders = new Orders();
  private String broken = "";
  private final SessionErasure erasure =
      new SessionErasure(
          orders,
          key -> step("forget " + key.session(), null),
          session -> step("archive " + session.key().session(), null),
          () -> NOON);

  private <T> CompletionStage<T> step(String name, T result) {
    steps.add(name);
    return name.equals(broken)
        ? CompletableFuture.failedStage(new IllegalStateException("broken"))
        : CompletableFuture.completedStage(result);
  }

  private void run() {
    erasure.run().toCompletableFuture().join();
  }

  @Test
  void rows_go_first_and_again_when_the_session_has_left_memory_and_the_archive_last() {
    orders.due = List.of("a");
    run();
    assertThat(steps).containsExactly("rows a", "forget a", "rows a", "archive a", "finish a");
  }

  @Test
  void a_session_that_is_not_counted_yet_waits_for_the_next_look() {
    orders.due = List.of("a", "b");
    orders.uncounted = "a";
    run();
    assertThat(steps)
        .containsExactly("rows a", "rows b", "forget b", "rows b", "archive b", "finish b");
  }

  @Test
  void a_failure_of_one_is_told_after_the_others_are_done() {
    orders.due = List.of("a", "b");
    broken = "archive a";
    assertThatThrownBy(this::run).hasRootCauseMessage("broken");
    assertThat(steps).doesNotContain("finish a").endsWith("archive b", "finish b");
  }

  @Test
  void old_sessions_are_ordered_until_no_organisation_has_more() {
    orders.old = 2 * SessionErasure.ORDERED_AT_ONCE + 1;
    erasure.orderOld().toCompletableFuture().join();
    assertThat(orders.old).isZero();
    assertThat(steps).hasSize(3);
  }

  /// Orders by the names of their sessions.
  private final class Orders implements SessionErasures {
    List<String> due = List.of();
    String uncounted = "";
    int old;

    @Override
    public CompletionStage<Void> order(Ended session, Act act) {
      throw new UnsupportedOperationException("the duty orders nothing for anybody");
    }

    @Override
    public CompletionStage<Integer> orderOld(Instant now, int max) {
      int some = Math.min(old, max);
      old -= some;
      return step("order", some);
    }

    @Override
    public CompletionStage<List<Ended>> claim(Instant now, Duration lease, int max) {
      return CompletableFuture.completedStage(
          due.stream()
              .map(name -> new SessionKey(TenantId.DEFAULT, new SessionId(name)))
              .map(key -> new Ended(key, NOON, NOON))
              .toList());
    }

    @Override
    public CompletionStage<Boolean> deleteRows(SessionKey key) {
      var name = key.session().value();
      return step("rows " + name, !name.equals(uncounted));
    }

    @Override
    public CompletionStage<Void> finish(Ended session, Instant now) {
      return step("finish " + session.key().session(), null);
    }
  }
}
