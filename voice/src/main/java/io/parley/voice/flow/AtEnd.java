package io.parley.voice.flow;

import java.util.concurrent.Flow;

/// Wants everything and keeps nothing: what matters is that it is made.
///
/// @param then done at the end, whichever it is
public record AtEnd<T>(Runnable then) implements Flow.Subscriber<T> {
  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(T element) {}

  @Override
  public void onError(Throwable failure) {
    then.run();
  }

  @Override
  public void onComplete() {
    then.run();
  }
}
