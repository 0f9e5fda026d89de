package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class FeedTest {
  private final Reader reader = new Reader();
  private final List<String> behind = new ArrayList<>();
  private final Feed<Integer> feed = Feed.to(reader, 3, () -> behind.add("behind"));

  @Test
  void delivers_no_more_than_requested() {
    feed.give(1);
    feed.give(2);
    assertThat(reader.got).isEmpty();
    reader.subscription.request(1);
    assertThat(reader.got).containsExactly(1);
    reader.subscription.request(Long.MAX_VALUE);
    feed.give(3);
    assertThat(reader.got).containsExactly(1, 2, 3);
  }

  @Test
  void the_end_comes_once_after_all_waiting_elements() {
    feed.give(1);
    feed.complete();
    assertThat(reader.ends).isZero();
    reader.subscription.request(5);
    feed.complete();
    assertThat(reader.got).containsExactly(1);
    assertThat(reader.ends).isEqualTo(1);
  }

  @Test
  void a_subscriber_behind_the_limit_is_dropped_once() {
    for (int i = 0; i < 3; i++) feed.give(i);
    assertThat(behind).isEmpty();
    for (int i = 3; i < 6; i++) feed.give(i);
    assertThat(behind).hasSize(1);
    reader.subscription.request(10);
    feed.give(6);
    assertThat(reader.got).as("what waited, and nothing after the gap").containsExactly(0, 1, 2);
  }

  @Test
  void elements_after_the_end_do_not_count_as_waiting() {
    for (int i = 0; i < 3; i++) feed.give(i);
    feed.complete();
    feed.give(3);
    assertThat(behind).isEmpty();
    reader.subscription.request(10);
    assertThat(reader.got).containsExactly(0, 1, 2);
  }

  @Test
  void a_cancelled_subscriber_gets_nothing_more() {
    reader.subscription.request(10);
    feed.give(1);
    reader.subscription.cancel();
    feed.give(2);
    feed.complete();
    assertThat(reader.got).containsExactly(1);
    assertThat(reader.ends).isZero();
  }

  @Test
  void requests_during_a_delivery_get_each_element_once_and_in_order() {
    reader.asksForMore = true;
    reader.subscription.request(1);
    for (int i = 1; i <= 5; i++) feed.give(i);
    assertThat(reader.got).containsExactly(1, 2, 3, 4, 5);
  }

  private static final class Reader implements Flow.Subscriber<Integer> {
    private final List<Integer> got = new ArrayList<>();
    private Flow.Subscription subscription;
    private boolean asksForMore;
    private int ends;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(Integer item) {
      got.add(item);
      if (asksForMore) subscription.request(1);
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {
      ends++;
    }
  }
}
