package io.parley.voice.flow;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutletTest {
  private final List<String> heard = new ArrayList<>();
  private final Outlet<Integer> outlet =
      new Outlet<>(3, n -> heard.add("wanted " + n), () -> heard.add("cancelled"));

  @Test
  void no_more_is_delivered_than_was_asked_for_and_the_end_waits_for_its_turn() {
    var subscriber = Recorded.of(outlet, 1);
    outlet.offer(1);
    outlet.offer(2);
    outlet.complete();
    assertThat(subscriber.elements()).containsExactly(1);
    assertThat(subscriber.isOver()).isFalse();
    subscriber.request(1);
    assertThat(subscriber.elements()).containsExactly(1, 2);
    assertThat(subscriber.isComplete()).isTrue();
    assertThat(heard).containsExactly("wanted 1", "wanted 1");
  }

  @Test
  void what_came_before_the_subscriber_waits_up_to_the_limit() {
    assertThat(IntStream.range(0, 4).mapToObj(outlet::offer))
        .containsExactly(true, true, true, false);
    var failure = new IllegalStateException("gone");
    outlet.fail(failure);
    var subscriber = Recorded.of(outlet);
    assertThat(subscriber.elements()).containsExactly(0, 1, 2);
    assertThat(subscriber.failures()).containsExactly(failure);
  }

  @Test
  void there_is_one_end_and_nothing_after_it() {
    var subscriber = Recorded.of(outlet);
    outlet.complete();
    outlet.fail(new IllegalStateException("late"));
    outlet.offer(1);
    assertThat(subscriber.isComplete()).isTrue();
    assertThat(subscriber.elements()).isEmpty();
    assertThat(subscriber.isBroken()).isFalse();
  }

  @Test
  void who_leaves_gets_nothing_more() {
    var subscriber = Recorded.of(outlet);
    subscriber.cancel();
    outlet.offer(1);
    outlet.complete();
    assertThat(subscriber.elements()).isEmpty();
    assertThat(subscriber.isOver()).isFalse();
    assertThat(heard).contains("cancelled");
  }

  @Test
  void a_second_subscriber_is_refused_and_the_first_is_not_disturbed() {
    var first = Recorded.of(outlet);
    var second = Recorded.of(outlet);
    outlet.offer(1);
    assertThat(second.failures()).singleElement().isInstanceOf(IllegalStateException.class);
    assertThat(first.elements()).containsExactly(1);
  }

  @Test
  void to_ask_for_nothing_is_an_error() {
    var subscriber = Recorded.of(outlet, 0);
    subscriber.request(0);
    assertThat(subscriber.failures()).singleElement().isInstanceOf(IllegalArgumentException.class);
    assertThat(heard).containsExactly("cancelled");
  }

  @Test
  void a_producer_that_is_too_fast_waits_and_nothing_is_lost_or_reordered() throws Exception {
    var subscriber = Recorded.of(outlet, 0);
    var done = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                for (int i = 0; i < 1_000; i++) outlet.put(i);
                outlet.complete();
                done.complete(null);
              } catch (InterruptedException e) {
                done.completeExceptionally(e);
              }
            });
    for (int i = 0; i < 1_000; i++) subscriber.request(1);
    done.get(10, SECONDS);
    assertThat(subscriber.elements())
        .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    assertThat(subscriber.isComplete()).isTrue();
    assertThat(subscriber.isBroken()).isFalse();
  }
}
