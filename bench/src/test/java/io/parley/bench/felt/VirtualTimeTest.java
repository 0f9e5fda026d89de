package io.parley.bench.felt;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.work.Workers;
import io.parley.voice.work.Workers.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private final VirtualTime time = new VirtualTime();
  private final Workers workers = new Workers("worker", 1, 10, time);
  private final List<String> happened = new ArrayList<>();

  @AfterEach
  void close() {
    workers.close();
    time.close();
  }

  @Test
  void events_come_in_order_and_at_their_time() {
    time.after(Duration.ofMillis(30), () -> happens("late"));
    time.after(Duration.ofMillis(10), () -> happens("early"));
    time.after(Duration.ofMillis(30), () -> happens("after it"));
    time.after(Duration.ofMillis(20), () -> happens("not wanted")).cancelled().set(true);
    time.after(Duration.ofMillis(50), () -> happens("too late"));
    time.pass(Duration.ofMillis(40));
    assertThat(happened).containsExactly("early at 10", "late at 30", "after it at 30");
    assertThat(time.nanos()).isEqualTo(40_000_000);
  }

  @Test
  void time_waits_for_actors_and_for_what_they_set_off() {
    time.after(
        Duration.ofMillis(10),
        () -> time.actors().execute(() -> time.actors().execute(() -> happens("acted"))));
    time.after(Duration.ofMillis(11), () -> happens("next"));
    time.pass(Duration.ofMillis(20));
    assertThat(happened).containsExactly("acted at 10", "next at 11");
  }

  @Test
  void work_takes_its_modelled_time_and_other_work_waits_behind_it() {
    works("first", 30);
    works("second", 20);
    time.after(Duration.ofMillis(40), () -> happens("meanwhile"));
    time.pass(Duration.ofMillis(100));
    assertThat(happened).containsExactly("first at 30", "meanwhile at 40", "second at 50");
  }

  @Test
  void ticks_come_every_20_ms_until_they_are_cancelled() throws Exception {
    try (var media = time.media(1)) {
      var ticking = media.every(() -> happens("tick"));
      time.pass(Duration.ofMillis(50));
      ticking.cancel(false);
      time.pass(Duration.ofMillis(50));
    }
    assertThat(happened).containsExactly("tick at 20", "tick at 40");
  }

  @Test
  void a_condition_ends_the_wait_at_once() {
    time.after(Duration.ofMillis(10), () -> happens("it"));
    assertThat(time.await(() -> !happened.isEmpty(), 50_000_000)).isTrue();
    assertThat(time.nanos()).isEqualTo(10_000_000);
    assertThat(time.await(() -> happened.size() > 1, 50_000_000)).isFalse();
    assertThat(time.nanos()).isEqualTo(50_000_000);
  }

  private void works(String what, int millis) {
    workers.give(
        Urgency.NOW,
        () -> {
          time.take(Duration.ofMillis(millis));
          happens(what);
        });
  }

  private synchronized void happens(String what) {
    happened.add(what + " at " + time.nanos() / 1_000_000);
  }
}
