package io.parley.sessions.toolcall;

import io.parley.core.tool.FormReply;
import io.parley.core.tool.RunningCall;
import io.parley.core.tool.ToolForm;
import io.parley.core.tool.ToolProgress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/// One attempt at a call, which its session can cancel. Thread safe.
final class CallAttempt implements RunningCall {
  private final Runnable onProgress;
  private final BiConsumer<ToolForm, CompletableFuture<FormReply>> onAsk;
  private final AtomicReference<ToolProgress> news = new AtomicReference<>();
  private boolean isCancelled;
  private boolean isOver;
  private volatile boolean isDropped;
  private volatile boolean hasAsked;
  private Optional<Runnable> action = Optional.empty();

  /// @param onProgress runs when there is news to take, and not again before they are taken
  /// @param onAsk runs for each question; it completes the reply
  CallAttempt(Runnable onProgress, BiConsumer<ToolForm, CompletableFuture<FormReply>> onAsk) {
    this.onProgress = onProgress;
    this.onAsk = onAsk;
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
  public CompletableFuture<FormReply> ask(ToolForm form) {
    hasAsked = true;
    var reply = new CompletableFuture<FormReply>();
    onCancel(() -> reply.cancel(false));
    onAsk.accept(form, reply);
    return reply;
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

  /// Whether its failure, or the time that it takes, is no fault of its dependency.
  boolean isExcused() {
    return isDropped || hasAsked;
  }

  /// The attempt has its outcome: nothing is left to cancel.
  synchronized void over() {
    isOver = true;
    action = Optional.empty();
  }
}
