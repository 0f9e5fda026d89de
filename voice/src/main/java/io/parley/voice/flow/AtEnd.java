package io.parley.voice.flow;

import java.util.concurrent.Flow;

/// Requests everything and drops it: used for the side effects.
///
/// @param then run at the end or failure
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
