package io.parley.voice.flow;

import io.parley.core.speech.SpeechFailure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/// A subscriber that keeps what it gets, and notices when a publisher breaks the rules.
public final class Recorded<T> implements Flow.Subscriber<T> {
  private final List<T> elements = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final long first;
  private volatile Flow.Subscription subscription;
  private volatile int completions;
  private volatile boolean late;

  private Recorded(long first) {
    this.first = first;
  }

  /// @param first how many are asked for at once
  public static <T> Recorded<T> of(Flow.Publisher<T> publisher, long first) {
    var recorded = new Recorded<T>(first);
    publisher.subscribe(recorded);
    return recorded;
  }

  public static <T> Recorded<T> of(Flow.Publisher<T> publisher) {
    return of(publisher, Long.MAX_VALUE);
  }

  public List<T> elements() {
    return elements;
  }

  public boolean isComplete() {
    return completions == 1 && failures.isEmpty();
  }

  public boolean isOver() {
    return completions + failures.size() > 0;
  }

  /// Whether a signal came after the end, or two ends.
  public boolean isBroken() {
    return late;
  }

  public List<Throwable> failures() {
    return failures;
  }

  public SpeechFailure failure() {
    return (SpeechFailure) failures.getFirst();
  }

  public void request(long n) {
    subscription.request(n);
  }

  public void cancel() {
    subscription.cancel();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    if (first > 0) subscription.request(first);
  }

  @Override
  public synchronized void onNext(T element) {
    late |= isOver();
    elements.add(element);
  }

  @Override
  public synchronized void onError(Throwable failure) {
    late |= isOver();
    failures.add(failure);
  }

  @Override
  public synchronized void onComplete() {
    late |= isOver();
    completions++;
  }
}
