package io.parley.tools.model.own;

import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.ForwardingListener;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// One call of an organisation's model, which may still be opening.
final class OwnCall extends ForwardingListener implements Cancellable {
  private final Runnable left;
  private final AtomicBoolean hasLeft = new AtomicBoolean();
  private Cancellable running = () -> {};
  private boolean cancelled;

  /// @param left is told once, when the call is over
  OwnCall(ReplyListener listener, Runnable left) {
    super(listener);
    this.left = left;
  }

  void begin(Supplier<LanguageModel> model, Prompt prompt) {
    if (isCancelled()) return;
    Cancellable started;
    try {
      started = model.get().start(prompt, this);
    } catch (RuntimeException e) {
      // there may be no caller left to throw it to
      if (!isCancelled())
        failed(new ModelFailure(Category.UNAVAILABLE, "the model could not be started", e));
      return;
    }
    boolean gone;
    synchronized (this) {
      running = started;
      gone = cancelled;
    }
    if (gone) started.cancel();
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void completed(Completion completion) {
    leave();
    super.completed(completion);
  }

  @Override
  public void failed(ModelFailure failure) {
    leave();
    super.failed(failure);
  }

  @Override
  public void cancel() {
    Cancellable stopped;
    synchronized (this) {
      cancelled = true;
      stopped = running;
    }
    // reports its usage before this returns
    stopped.cancel();
    leave();
  }

  private void leave() {
    if (hasLeft.compareAndSet(false, true)) left.run();
  }
}
