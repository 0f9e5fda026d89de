package io.parley.voice.call;

import io.parley.voice.flow.Outlet;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/// Delivers elements to one subscriber, in the thread that adds them or in the one that requests
/// more. Elements that were not requested wait, up to a limit: a subscriber that falls further
/// behind is dropped.
final class Feed<T> {
  private final Outlet<T> outlet;
  private final Runnable fellBehind;
  private final AtomicBoolean isGivenUp = new AtomicBoolean();

  private Feed(int limit, Runnable fellBehind) {
    this.outlet = new Outlet<>(limit, new Outlet.Hooks() {});
    this.fellBehind = fellBehind;
  }

  /// @param limit how many may wait; @param fellBehind called once when there are more
  static <T> Feed<T> to(Flow.Subscriber<? super T> subscriber, int limit, Runnable fellBehind) {
    var feed = new Feed<T>(limit, fellBehind);
    feed.outlet.subscribe(subscriber);
    return feed;
  }

  void give(T item) {
    if (isGivenUp.get() || outlet.isOver() || outlet.offer(item)) return;
    if (isGivenUp.compareAndSet(false, true)) fellBehind.run();
  }

  void complete() {
    outlet.complete();
  }
}
