package io.parley.voice.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.testing.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutletTest {
  private final List<String> told = new ArrayList<>();
  private final Outlet<Integer> outlet =
      new Outlet<>(
          new Outlet.Hooks() {
            @Override
            public void subscribed() {
              told.add("subscribed");
            }

            @Override
            public void cancelled() {
              told.add("cancelled");
            }
          });

  @Test
  void what_is_asked_for_comes_in_order_and_no_more() throws InterruptedException {
    var heard = Heard.of(outlet, 1);
    for (int i = 0; i < 4; i++) outlet.put(i);
    outlet.complete();
    assertThat(heard.soFar()).containsExactly(0);
    heard.request(2);
    assertThat(heard.soFar()).containsExactly(0, 1, 2);
    assertThat(heard.isOver()).isFalse();
    heard.request(1);
    assertThat(heard.whole()).containsExactly(0, 1, 2, 3);
    heard.cancel();
    assertThat(told).containsExactly("subscribed");
  }

  @Test
  void a_failure_comes_after_what_was_put_in_before_it() throws InterruptedException {
    outlet.put(1);
    var failure = new IllegalStateException("broken");
    outlet.fail(failure);
    outlet.complete();
    outlet.put(2);
    var heard = Heard.of(outlet);
    assertThat(heard.failure()).isSameAs(failure);
    assertThat(heard.soFar()).containsExactly(1);
  }

  @Test
  void an_end_without_elements_needs_no_demand() throws InterruptedException {
    outlet.complete();
    assertThat(Heard.of(outlet, 0).whole()).isEmpty();
  }

  @Test
  void after_cancelling_nothing_comes_and_the_engine_hears_of_it_once() {
    var heard = Heard.of(outlet);
    heard.cancel();
    heard.cancel();
    outlet.put(1);
    outlet.complete();
    assertThat(heard.soFar()).isEmpty();
    assertThat(heard.isOver()).isFalse();
    assertThat(told).containsExactly("subscribed", "cancelled");
    assertThat(outlet.isOver()).isTrue();
  }

  @Test
  void a_second_subscriber_is_turned_away() throws InterruptedException {
    var first = Heard.of(outlet);
    assertThat(Heard.of(outlet).failure()).isInstanceOf(IllegalStateException.class);
    outlet.put(1);
    assertThat(first.soFar()).containsExactly(1);
  }

  @Test
  void asking_for_nothing_is_an_error() throws InterruptedException {
    var heard = Heard.of(outlet, 1);
    outlet.put(1);
    outlet.put(2);
    heard.request(0);
    assertThat(heard.failure()).isInstanceOf(IllegalArgumentException.class);
    assertThat(heard.soFar()).containsExactly(1);
    assertThat(told).containsExactly("subscribed", "cancelled");
  }

  @Test
  void who_asks_within_an_element_gets_the_next_after_it() {
    var depth = new int[1];
    var seen = new ArrayList<Integer>();
    outlet.subscribe(
        new Flow.Subscriber<>() {
          private Flow.Subscription subscription;

          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(1);
          }

          @Override
          public void onNext(Integer next) {
            assertThat(depth[0]++).isZero();
            seen.add(next);
            subscription.request(1);
            depth[0]--;
          }

          @Override
          public void onError(Throwable failure) {
            throw new AssertionError(failure);
          }

          @Override
          public void onComplete() {
            seen.add(-1);
          }
        });
    IntStream.range(0, 1_000).forEach(outlet::put);
    outlet.complete();
    assertThat(seen).hasSize(1_001).endsWith(999, -1);
  }

  @Test
  void threads_that_put_in_at_once_lose_nothing() throws InterruptedException {
    var heard = Heard.of(outlet);
    var threads =
        IntStream.range(0, 4)
            .mapToObj(
                _ ->
                    Thread.ofPlatform().start(() -> IntStream.range(0, 5_000).forEach(outlet::put)))
            .toList();
    for (var thread : threads) thread.join();
    outlet.complete();
    assertThat(heard.whole()).hasSize(20_000);
  }
}
