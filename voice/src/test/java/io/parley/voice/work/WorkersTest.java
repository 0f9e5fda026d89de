package io.parley.voice.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.voice.work.Workers.Urgency;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private final Workers workers = new Workers("test", 1, 3);
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch busy = new CountDownLatch(1);

  @AfterEach
  void close() {
    busy.countDown();
    workers.close();
  }

  /// The only thread is taken until [#busy] is counted down.
  private void occupy() {
    var begun = new CountDownLatch(1);
    workers.give(
        Urgency.NOW,
        () -> {
          begun.countDown();
          try {
            busy.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    await().until(() -> begun.getCount() == 0);
  }

  @Test
  void urgent_tasks_run_first_and_equals_in_order() {
    occupy();
    workers.give(Urgency.SOON, () -> done.add("partial"));
    workers.give(Urgency.NOW, () -> done.add("final"));
    workers.give(Urgency.NOW, () -> done.add("another final"));
    busy.countDown();
    await().until(() -> done.size() == 3);
    assertThat(done).containsExactly("final", "another final", "partial");
  }

  @Test
  void dropped_tasks_do_not_run_and_free_their_place() {
    occupy();
    var first = workers.give(Urgency.NOW, () -> done.add("dropped"));
    workers.give(Urgency.NOW, () -> done.add("second"));
    workers.give(Urgency.NOW, () -> done.add("third"));
    first.drop();
    first.drop();
    assertThat(workers.waiting()).isEqualTo(2);
    workers.give(Urgency.NOW, () -> done.add("fourth"));
    busy.countDown();
    await().until(() -> done.size() == 3);
    assertThat(done).containsExactly("second", "third", "fourth");
  }

  @Test
  void one_task_too_many_is_refused() {
    occupy();
    for (int i = 0; i < 3; i++) workers.give(Urgency.SOON, () -> done.add("waited"));
    assertThatThrownBy(() -> workers.give(Urgency.NOW, () -> done.add("refused")))
        .isInstanceOf(RejectedExecutionException.class);
    busy.countDown();
    await().until(() -> done.size() == 3);
    assertThat(done).doesNotContain("refused");
  }

  @Test
  void closing_drops_waiting_tasks_and_tells_whether_the_rest_has_ended() throws Exception {
    occupy();
    workers.give(Urgency.NOW, () -> done.add("dropped"));
    assertThat(workers.close(Duration.ofSeconds(60))).isTrue();
    assertThat(done).isEmpty();
    assertThatThrownBy(() -> workers.give(Urgency.NOW, () -> done.add("late")))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
