package io.parley.persistence.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.limit.Weights;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingWorkTest {
  private static final Flow NOISY = Flow.of(new TenantId("noisy"));
  private static final Flow QUIET = Flow.of(new TenantId("quiet"));
  private static final TenantId LARGE = new TenantId("large");
  private static final int QUEUE = 6;

  private final List<String> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final BlockingWork work =
      new BlockingWork(
          "blocking-work-test",
          1,
          QUEUE,
          new Weights(Map.of(LARGE, 2.0)),
          IllegalStateException::new,
          Duration.ofSeconds(30));

  @AfterEach
  void close() {
    gate.countDown();
    work.close();
  }

  private CompletableFuture<Boolean> add(Flow flow, String name) {
    return work.run(flow, () -> done.add(name)).toCompletableFuture();
  }

  private void addNoisy(int number) {
    for (int i = 1; i <= number; i++) assertThat(add(NOISY, "noisy" + i)).isNotDone();
  }

  /// Occupies the only thread until the gate opens.
  private void occupy() {
    var occupied = work.run(NOISY, () -> gate.await(30, TimeUnit.SECONDS));
    assertThat(occupied.toCompletableFuture()).isNotDone();
  }

  @Test
  void work_of_a_quiet_organisation_passes_that_of_a_noisy_one() {
    occupy();
    addNoisy(2);
    var last = add(NOISY, "noisy3");
    var quiet = add(QUIET, "quiet");
    gate.countDown();
    last.join();
    assertThat(quiet.join()).isTrue();
    assertThat(done).containsExactly("quiet", "noisy1", "noisy2", "noisy3");
  }

  @Test
  void work_for_all_comes_before_the_many_of_one() {
    occupy();
    addNoisy(2);
    var last = add(NOISY, "noisy3");
    var lease = add(Flow.Shared.DUTIES, "lease");
    var feed = add(Flow.Shared.DUTIES, "feed");
    gate.countDown();
    last.join();
    assertThat(lease).isCompletedWithValue(true);
    assertThat(feed).isCompletedWithValue(true);
    assertThat(done).containsExactly("lease", "feed", "noisy1", "noisy2", "noisy3");
  }

  @Test
  void a_flood_of_look_ups_delays_no_feed() {
    occupy();
    for (int i = 1; i <= 4; i++) assertThat(add(Flow.Shared.LOOK_UPS, "key" + i)).isNotDone();
    var last = add(Flow.Shared.LOOK_UPS, "key5");
    var feed = add(Flow.Shared.DUTIES, "feed");
    gate.countDown();
    last.join();
    assertThat(feed).isCompletedWithValue(true);
    assertThat(done).containsExactly("feed", "key1", "key2", "key3", "key4", "key5");
  }

  @Test
  void weights_divide_the_threads() {
    occupy();
    var all =
        List.of(
            add(QUIET, "quiet1"),
            add(QUIET, "quiet2"),
            add(Flow.of(LARGE), "large1"),
            add(Flow.of(LARGE), "large2"),
            add(Flow.of(LARGE), "large3"),
            add(Flow.of(LARGE), "large4"));
    gate.countDown();
    all.forEach(CompletableFuture::join);
    assertThat(done.subList(0, 3)).containsExactlyInAnyOrder("quiet1", "large1", "large2");
  }

  @Test
  void a_full_queue_refuses_the_noisy_one_and_takes_others() {
    occupy();
    addNoisy(QUEUE - 1);
    var newest = add(NOISY, "noisy" + QUEUE);
    assertThat(newest).isNotDone();
    isRefused(add(NOISY, "one more"));
    var quiet = add(QUIET, "quiet");
    isRefused(newest);
    gate.countDown();
    assertThat(quiet.join()).isTrue();
  }

  private static void isRefused(CompletableFuture<?> work) {
    assertThatThrownBy(work::join)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void closing_lets_what_waits_end_and_refuses_what_comes() {
    occupy();
    var before = add(QUIET, "before");
    gate.countDown();
    work.close();
    assertThat(before.join()).isTrue();
    isRefused(add(QUIET, "after"));
  }

  @Test
  void an_interrupted_close_abandons_what_waits() {
    occupy();
    var waiting = add(QUIET, "waiting");
    Thread.currentThread().interrupt();
    work.close();
    assertThat(Thread.interrupted()).isTrue();
    isRefused(waiting);
  }

  @Test
  void a_failure_of_work_frees_its_thread() {
    var failed =
        work.run(
                QUIET,
                () -> {
                  throw new IllegalArgumentException("on purpose");
                })
            .toCompletableFuture();
    assertThatThrownBy(failed::join).hasRootCauseMessage("on purpose");
    assertThat(add(QUIET, "next").join()).isTrue();
  }
}
