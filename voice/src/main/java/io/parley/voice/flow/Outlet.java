package io.parley.voice.flow;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/// The end of a stream that one subscriber listens at, by the rules of Reactive Streams: signals
/// one after another, never more elements than were asked for, one end. Any thread may put elements
/// in and end it; the thread that does, or the one that asks for more, delivers them. An end comes
/// after the elements that were put in before it.
public final class Outlet<T> implements Flow.Publisher<T> {
  private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore room;
  private final LongConsumer wanted;
  private final Runnable cancelled;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger deliveries = new AtomicInteger();
  private final AtomicReference<End> end = new AtomicReference<>();
  private volatile Flow.Subscriber<? super T> subscriber;
  private volatile boolean left;

  /// Only of whoever delivers.
  private boolean over;

  /// @param failure null when all is well
  private record End(Throwable failure) {}

  /// @param limit how many elements may wait for the subscriber
  /// @param wanted is told how many more the subscriber asks for
  /// @param cancelled is told when the subscriber leaves, perhaps more than once
  public Outlet(int limit, LongConsumer wanted, Runnable cancelled) {
    this.room = new Semaphore(limit);
    this.wanted = wanted;
    this.cancelled = cancelled;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    Objects.requireNonNull(subscriber);
    if (!taken.compareAndSet(false, true)) {
      subscriber.onSubscribe(new Refused());
      subscriber.onError(new IllegalStateException("a second subscriber (expected: one)"));
      return;
    }
    subscriber.onSubscribe(new Subscribed());
    this.subscriber = subscriber;
    deliver();
  }

  /// @return false when too many wait already; the element is not taken then
  public boolean offer(T element) {
    if (!room.tryAcquire()) return false;
    add(element);
    return true;
  }

  /// Waits for room. For virtual threads, which may.
  public void put(T element) throws InterruptedException {
    room.acquire();
    add(element);
  }

  public void complete() {
    end(new End(null));
  }

  public void fail(Throwable failure) {
    end(new End(Objects.requireNonNull(failure)));
  }

  /// Whether nothing that is put in from now on is delivered.
  public boolean isOver() {
    return left || end.get() != null;
  }

  private void add(T element) {
    if (isOver()) return;
    waiting.add(element);
    deliver();
  }

  private void end(End how) {
    if (end.compareAndSet(null, how)) deliver();
  }

  private void deliver() {
    if (deliveries.getAndIncrement() != 0) return;
    int seen = 1;
    while (seen != 0) {
      var to = subscriber;
      if (to != null) deliver(to);
      seen = deliveries.addAndGet(-seen);
    }
  }

  private void deliver(Flow.Subscriber<? super T> to) {
    while (!over) {
      if (left) {
        over = true;
        waiting.clear();
        return;
      }
      // read before the queue is: what was put in before the end is in it
      var how = end.get();
      if (waiting.isEmpty()) {
        if (how != null) {
          over = true;
          if (how.failure() == null) to.onComplete();
          else to.onError(how.failure());
        }
        return;
      }
      if (demand.get() == 0) return;
      if (demand.get() != Long.MAX_VALUE) demand.decrementAndGet();
      room.release();
      to.onNext(waiting.remove());
    }
  }

  private final class Subscribed implements Flow.Subscription {
    @Override
    public void request(long n) {
      if (n <= 0) {
        fail(new IllegalArgumentException("request: " + n + " (expected: ≥ 1)"));
        cancelled.run();
        return;
      }
      demand.updateAndGet(now -> now + n < 0 ? Long.MAX_VALUE : now + n);
      wanted.accept(n);
      deliver();
    }

    @Override
    public void cancel() {
      left = true;
      deliver();
      cancelled.run();
    }
  }

  /// Of somebody who was not let in.
  private static final class Refused implements Flow.Subscription {
    @Override
    public void request(long n) {
      // nothing comes
    }

    @Override
    public void cancel() {
      // nothing is to be ended
    }
  }
}
