package io.parley.voice.flow;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutletTest {
  private final List<String> heard = new ArrayList<>();
  private final Outlet<Integer> outlet =
      new Outlet<>(
          3,
          new Outlet.Hooks() {
            @Override
            public void subscribed() {
              heard.add("subscribed");
            }

            @Override
            public void requested(long n) {
              heard.add("requested " + n);
            }

            @Override
            public void cancelled() {
              heard.add("cancelled");
            }
          });

  private final Outlet<Integer> wide = new Outlet<>(Outlet.UNLIMITED, () -> heard.add("left"));

  @Test
  void delivers_no_more_than_requested_and_the_end_in_order() {
    var subscriber = Recorded.of(outlet, 1);
    outlet.offer(1);
    outlet.offer(2);
    outlet.complete();
    assertThat(subscriber.elements()).containsExactly(1);
    assertThat(subscriber.isOver()).isFalse();
    subscriber.request(1);
    assertThat(subscriber.elements()).containsExactly(1, 2);
    assertThat(subscriber.isComplete()).isTrue();
    assertThat(heard).containsExactly("requested 1", "subscribed");
  }

  @Test
  void elements_before_the_subscriber_wait_up_to_the_limit() {
    assertThat(IntStream.range(0, 4).mapToObj(outlet::offer))
        .containsExactly(true, true, true, false);
    var failure = new IllegalStateException("gone");
    outlet.fail(failure);
    var subscriber = Recorded.of(outlet);
    assertThat(subscriber.elements()).containsExactly(0, 1, 2);
    assertThat(subscriber.failures()).containsExactly(failure);
  }

  @Test
  void there_is_one_end_and_no_element_after_it() {
    var subscriber = Recorded.of(outlet);
    outlet.complete();
    outlet.fail(new IllegalStateException("late"));
    outlet.offer(1);
    assertThat(subscriber.isComplete()).isTrue();
    assertThat(subscriber.elements()).isEmpty();
    assertThat(subscriber.isBroken()).isFalse();
  }

  @Test
  void a_cancelled_subscriber_gets_nothing_more() {
    var subscriber = Recorded.of(outlet);
    subscriber.cancel();
    subscriber.cancel();
    outlet.offer(1);
    outlet.complete();
    assertThat(subscriber.elements()).isEmpty();
    assertThat(subscriber.isOver()).isFalse();
    assertThat(outlet.isOver()).isTrue();
    assertThat(heard).endsWith("cancelled").containsOnlyOnce("cancelled");
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
  void an_end_without_elements_needs_no_demand_and_a_later_cancel_has_no_effect() {
    outlet.complete();
    var subscriber = Recorded.of(outlet, 0);
    subscriber.cancel();
    assertThat(subscriber.isComplete()).isTrue();
    assertThat(heard).containsExactly("subscribed");
  }

  @Test
  void added_elements_wait_for_deliver() {
    var subscriber = Recorded.of(outlet, 2);
    outlet.add(1);
    assertThat(subscriber.elements()).isEmpty();
    assertThat(outlet.wanted()).isEqualTo(1);
    outlet.deliver();
    assertThat(subscriber.elements()).containsExactly(1);
  }

  @Test
  void requesting_zero_elements_is_an_error() {
    var subscriber = Recorded.of(outlet, 0);
    outlet.offer(1);
    subscriber.request(0);
    assertThat(subscriber.elements()).isEmpty();
    assertThat(subscriber.failures()).singleElement().isInstanceOf(IllegalArgumentException.class);
    assertThat(heard).containsExactly("subscribed", "cancelled");
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
    done.get(60, SECONDS);
    assertThat(subscriber.elements())
        .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    assertThat(subscriber.isComplete()).isTrue();
    assertThat(subscriber.isBroken()).isFalse();
  }

  @Test
  void a_request_during_an_element_gets_the_next_after_it() {
    var depth = new int[1];
    var seen = new ArrayList<Integer>();
    wide.subscribe(
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
    IntStream.range(0, 1_000).forEach(wide::offer);
    wide.complete();
    assertThat(seen).hasSize(1_001).endsWith(999, -1);
  }

  @Test
  void concurrent_producers_lose_nothing() throws InterruptedException {
    var all = Recorded.of(wide);
    var threads =
        IntStream.range(0, 4)
            .mapToObj(
                _ ->
                    Thread.ofPlatform().start(() -> IntStream.range(0, 5_000).forEach(wide::offer)))
            .toList();
    for (var thread : threads) thread.join();
    wide.complete();
    assertThat(all.elements()).hasSize(20_000);
    assertThat(all.isComplete()).isTrue();
  }
}
