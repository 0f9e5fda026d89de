package io.parley.voice.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.recording.Recording.Segment;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.voice.recording.SegmentQueue.RecordingStore;
import io.parley.voice.testing.FakeRecordings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Under a clock of its own.
class SegmentQueueTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final int MAX = 2;

  private final FakeRecordings store = new FakeRecordings();
  private final Deque<Runnable> timers = new ArrayDeque<>();
  private final List<String> gaps = new ArrayList<>();
  private Instant now = NOON;
  private int waiting;
  private int begun;

  private SegmentQueue queue() {
    var meter =
        new RecordingMeter() {
          @Override
          public void begun() {
            begun++;
          }

          @Override
          public void stored(Duration lag) {
            assertThat(lag).isGreaterThanOrEqualTo(Duration.ZERO);
          }

          @Override
          public void waiting(int change) {
            waiting += change;
          }

          @Override
          public void gap(Duration length) {
            assertThat(length).isGreaterThan(Duration.ZERO);
          }
        };
    return new SegmentQueue(
        new SessionKey(TenantId.DEFAULT, new SessionId("s")),
        "c1",
        MAX,
        new RecordingStore(
            store,
            (_, task) -> {
              timers.add(task);
              return () -> timers.remove(task);
            },
            meter,
            () -> now),
        (from, to) ->
            gaps.add(
                "%d-%d"
                    .formatted(
                        Duration.between(NOON, from).toSeconds(),
                        Duration.between(NOON, to).toSeconds())));
  }

  private static void offer(SegmentQueue queue, int number) {
    queue.offer(place(number), Optional.of(new byte[] {(byte) number}));
  }

  private static Segment place(int number) {
    return new Segment(
        number, Duration.ofSeconds(10L * number), Duration.ofSeconds(10L * number + 10), 1);
  }

  private void timerFires() {
    now = now.plus(SegmentQueue.AGAIN);
    timers.remove().run();
  }

  private static boolean isDone(SegmentQueue queue) {
    return queue.done().toCompletableFuture().isDone();
  }

  @Test
  void segments_are_stored_as_they_come() {
    var queue = queue();
    assertThat(begun).isEqualTo(1);
    assertThat(store.began).contains(NOON);
    offer(queue, 0);
    offer(queue, 1);
    assertThat(store.stored).containsOnlyKeys(0, 1);
    queue.end(Duration.ofSeconds(20));
    assertThat(store.length).contains(Duration.ofSeconds(20));
    assertThat(isDone(queue)).isTrue();
    assertThat(gaps).isEmpty();
  }

  @Test
  void while_it_rests_after_a_failure_new_segments_ask_for_nothing() {
    store.isDown = true;
    var queue = queue();
    offer(queue, 0);
    offer(queue, 1);
    assertThat(timers).hasSize(1);
    timerFires();
    assertThat(timers).hasSize(1);
  }

  @Test
  void a_store_that_is_back_gets_what_waited() {
    store.isDown = true;
    var queue = queue();
    offer(queue, 0);
    timerFires();
    assertThat(store.stored).isEmpty();
    store.isDown = false;
    timerFires();
    assertThat(store.stored).containsOnlyKeys(0);
    assertThat(store.began).as("when it began, not when it was told").contains(NOON);
    assertThat(waiting).isZero();
  }

  @Test
  void at_the_limit_all_wait_and_one_more_is_a_gap_that_is_told_when_it_is_over() {
    store.slow = new CompletableFuture<>();
    var queue = queue();
    for (int i = 0; i < MAX; i++) offer(queue, i);
    assertThat(waiting).isEqualTo(MAX);
    offer(queue, 2);
    offer(queue, 3);
    assertThat(gaps).as("it still lasts").isEmpty();
    assertThat(waiting).isEqualTo(MAX);
    store.slow.complete(null);
    assertThat(store.stored).containsOnlyKeys(0, 1);
    offer(queue, 4);
    assertThat(gaps).containsExactly("20-40");
    assertThat(store.stored).containsOnlyKeys(0, 1, 4);
  }

  @Test
  void a_gap_at_the_end_is_told_at_the_end() {
    var queue = queue();
    queue.offer(place(0), Optional.empty());
    assertThat(gaps).isEmpty();
    queue.end(Duration.ofSeconds(10));
    assertThat(gaps).containsExactly("0-10");
    assertThat(store.length).contains(Duration.ofSeconds(10));
  }

  @Test
  void after_the_call_a_store_that_stays_away_is_given_up() {
    store.isDown = true;
    var queue = queue();
    offer(queue, 0);
    offer(queue, 1);
    queue.end(Duration.ofSeconds(20));
    now = now.plus(SegmentQueue.FINISH).minusMillis(1_500);
    timerFires();
    assertThat(isDone(queue)).isFalse();
    timerFires();
    assertThat(isDone(queue)).isTrue();
    assertThat(gaps).containsExactly("0-20");
    assertThat(waiting).isZero();
    assertThat(timers).isEmpty();
  }

  @Test
  void a_recording_that_was_erased_gets_nothing_more() {
    var queue = queue();
    store.isErased = true;
    offer(queue, 0);
    assertThat(isDone(queue)).isTrue();
    store.isErased = false;
    offer(queue, 1);
    assertThat(store.stored).isEmpty();
    assertThat(gaps).isEmpty();
  }
}
