package io.parley.tools.model.cache;

import io.parley.core.model.Cancellable;
import java.util.function.Supplier;

/// A call for which it is not decided yet who answers it. Cancelled before, nobody does.
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
