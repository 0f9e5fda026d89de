package io.parley.voice.call;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow;

/// Hands things to one subscriber, who gets them in the thread that brings them, or in the one that
/// asks for more. What it has not asked for waits, up to a limit: whoever falls further behind is
/// given up.
final class Feed<T> implements Flow.Subscription {
  private final Flow.Subscriber<? super T> subscriber;
  private final int limit;
  private final Runnable fellBehind;
  private final Queue<T> waiting = new ArrayDeque<>();
  private long wanted;
  private boolean giving;
  private boolean complete;
  private boolean over;

  private Feed(Flow.Subscriber<? super T> subscriber, int limit, Runnable fellBehind) {
    this.subscriber = subscriber;
    this.limit = limit;
    this.fellBehind = fellBehind;
  }

  /// @param limit how many may wait; @param fellBehind told once when they are more
  static <T> Feed<T> to(Flow.Subscriber<? super T> subscriber, int limit, Runnable fellBehind) {
    var feed = new Feed<T>(subscriber, limit, fellBehind);
    subscriber.onSubscribe(feed);
    return feed;
  }

  void give(T item) {
    boolean tooMany;
    synchronized (this) {
      if (over || complete) return;
      waiting.add(item);
      tooMany = waiting.size() > limit;
      if (tooMany) over = true;
    }
    if (tooMany) fellBehind.run();
    else drain();
  }

  void complete() {
    synchronized (this) {
      complete = true;
    }
    drain();
  }

  @Override
  public void request(long n) {
    synchronized (this) {
      if (n <= 0) {
        over = true;
        return;
      }
      wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
    }
    drain();
  }

  @Override
  public synchronized void cancel() {
    over = true;
    waiting.clear();
  }

  /// One thread gives at a time; another that comes along leaves its item to that one.
  private void drain() {
    synchronized (this) {
      if (giving) return;
      giving = true;
    }
    while (true) {
      T next;
      synchronized (this) {
        boolean ends = !over && complete && waiting.isEmpty();
        if (over || ends || wanted == 0 || waiting.isEmpty()) {
          giving = false;
          if (!ends) return;
          over = true;
          next = null;
        } else {
          next = waiting.poll();
          wanted--;
        }
      }
      if (next == null) {
        subscriber.onComplete();
        return;
      }
      subscriber.onNext(next);
    }
  }
}
