package io.parley.sessions.toolcall;

import io.parley.core.tool.RunningCall;
import java.util.Optional;

/// One attempt at a call, which its session can cancel. Thread safe.
final class CallAttempt implements RunningCall {
  private boolean isCancelled;
  private boolean isOver;
  private volatile boolean isDropped;
  private Optional<Runnable> action = Optional.empty();

  @Override
  public void onCancel(Runnable added) {
    synchronized (this) {
      if (isOver) return;
      if (!isCancelled) {
        var before = action;
        action =
            Optional.of(
                () -> {
                  before.ifPresent(Runnable::run);
                  added.run();
                });
        return;
      }
    }
    added.run();
  }

  void cancel() {
    Optional<Runnable> due;
    synchronized (this) {
      if (isCancelled || isOver) return;
      isCancelled = true;
      due = action;
      action = Optional.empty();
    }
    due.ifPresent(Runnable::run);
  }

  /// Cancels it because its result is not wanted, which is no fault of its dependency.
  void drop() {
    isDropped = true;
    cancel();
  }

  boolean isDropped() {
    return isDropped;
  }

  /// The attempt has its outcome: nothing is left to cancel.
  synchronized void over() {
    isOver = true;
    action = Optional.empty();
  }
}
