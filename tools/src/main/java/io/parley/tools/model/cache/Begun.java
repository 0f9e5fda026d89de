package io.parley.tools.model.cache;

import io.parley.core.model.Cancellable;
import java.util.function.Supplier;

/// A call that neither the cache nor the model answers yet. Cancelled before that is decided, it
/// stays unanswered.
final class Begun implements Cancellable {
  private volatile boolean cancelled;
  private volatile Cancellable answering = () -> {};

  void answeredBy(Supplier<Cancellable> answer) {
    if (cancelled) return;
    answering = answer.get();
    if (cancelled) answering.cancel();
  }

  @Override
  public void cancel() {
    cancelled = true;
    answering.cancel();
  }
}
