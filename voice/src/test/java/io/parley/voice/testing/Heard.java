package io.parley.voice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A subscriber that keeps what it gets, and asks for as much as it is told to.
public final class Heard<T> implements Flow.Subscriber<T> {
  private final List<T> all = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
  private final long atFirst;
  private volatile Flow.Subscription subscription;

  private Heard(long atFirst) {
    this.atFirst = atFirst;
  }

  /// Asks for everything.
  public static <T> Heard<T> of(Flow.Publisher<T> publisher) {
    return of(publisher, Long.MAX_VALUE);
  }

  public static <T> Heard<T> of(Flow.Publisher<T> publisher, long atFirst) {
    var heard = new Heard<T>(atFirst);
    publisher.subscribe(heard);
    return heard;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    if (atFirst > 0) subscription.request(atFirst);
  }

  @Override
  public void onNext(T next) {
    assertThat(end).as("an element after the end").isNotDone();
    all.add(next);
  }

  @Override
  public void onError(Throwable failure) {
    assertThat(end.complete(Optional.of(failure))).as("one end").isTrue();
  }

  @Override
  public void onComplete() {
    assertThat(end.complete(Optional.empty())).as("one end").isTrue();
  }

  public List<T> soFar() {
    return List.copyOf(all);
  }

  public boolean isOver() {
    return end.isDone();
  }

  public void request(long n) {
    subscription.request(n);
  }

  public void cancel() {
    subscription.cancel();
  }

  /// Everything, once the stream has completed; it must within a minute.
  public List<T> whole() throws InterruptedException {
    assertThat(end()).isEmpty();
    return soFar();
  }

  public Throwable failure() throws InterruptedException {
    return end().orElseThrow();
  }

  private Optional<Throwable> end() throws InterruptedException {
    try {
      return end.get(1, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("no end came", e);
    }
  }
}
