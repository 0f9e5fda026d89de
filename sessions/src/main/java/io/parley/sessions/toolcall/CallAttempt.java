package io.parley.sessions.toolcall;

import io.parley.core.tool.RunningCall;
import io.parley.core.tool.ToolProgress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// One attempt at a call, which its session can cancel. Thread safe.
final class CallAttempt implements RunningCall {
  private final Runnable onProgress;
  private final AtomicReference<ToolProgress> news = new AtomicReference<>();
  private boolean isCancelled;
  private boolean isOver;
  private volatile boolean isDropped;
  private Optional<Runnable> action = Optional.empty();

  /// @param onProgress runs when there is news to take, and not again before they are taken
  CallAttempt(Runnable onProgress) {
    this.onProgress = onProgress;
  }

  @Override
  public void progressed(ToolProgress progress) {
    if (news.getAndSet(progress) == null) onProgress.run();
  }

  /// The newest report that was not taken yet.
  Optional<ToolProgress> takeProgress() {
    return Optional.ofNullable(news.getAndSet(null));
  }

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
