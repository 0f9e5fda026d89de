package io.parley.tools.model.scripted;

import io.parley.core.model.Cancellable;
import io.parley.core.model.ReplyListener;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// One reply under way. Each run sends the next piece and schedules the one after, so that only one
/// thread at a time runs it.
final class Play implements Runnable, Cancellable {
  private final Part part;
  private final ReplyListener listener;
  private final ScheduledExecutorService timer;
  private final Duration delay;
  private final Runnable leave;
  private final AtomicBoolean over = new AtomicBoolean();
  private int next;

  /// @param leave called once, when the reply is over
  Play(
      Part part,
      ReplyListener listener,
      ScheduledExecutorService timer,
      Duration delay,
      Runnable leave) {
    this.part = part;
    this.listener = listener;
    this.timer = timer;
    this.delay = delay;
    this.leave = leave;
  }

  @Override
  public void run() {
    while (!over.get()) {
      if (next == part.chunks().size()) {
        if (leave()) part.end().accept(listener);
        return;
      }
      listener.text(part.chunks().get(next++));
      if (delay.isPositive() && next < part.chunks().size()) {
        later();
        return;
      }
    }
  }

  @Override
  public void cancel() {
    leave();
  }

  private void later() {
    try {
      var _ = timer.schedule(this, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      leave(); // the model was closed meanwhile
    }
  }

  private boolean leave() {
    boolean first = over.compareAndSet(false, true);
    if (first) leave.run();
    return first;
  }
}
