package io.parley.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Started parts that must be closed, last first. Closing waits for concurrent additions, so that
/// parts which start while the program is stopping are closed too. Thread safe.
final class Closers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Closers.class);

  private final Deque<Closer> open = new ArrayDeque<>();
  private final Consumer<String> overdue;
  private boolean closed;
  private volatile Optional<Duration> deadline = Optional.empty();
  private volatile String closing = "nothing";

  /// Without a time limit.
  Closers() {
    this(_ -> {});
  }

  /// @param overdue receives the name of the part being closed when closing takes longer than
  ///   [#within] allows
  Closers(Consumer<String> overdue) {
    this.overdue = overdue;
  }

  /// @param what for the log
  private record Closer(String what, AutoCloseable close) {}

  /// Limits how long closing may take in total.
  void within(Duration allowed) {
    deadline = Optional.of(allowed);
  }

  /// Adds a part that is closed at the end.
  synchronized <T extends AutoCloseable> T add(String what, T started) {
    onClose(what, started);
    return started;
  }

  /// @param close runs at the end, or at once if closing has already begun
  synchronized void onClose(String what, AutoCloseable close) {
    var closer = new Closer(what, close);
    if (closed) close(closer);
    else open.push(closer);
  }

  @Override
  public void close() {
    var alarm = deadline.map(this::alarm);
    closeAll();
    alarm.ifPresent(waiting -> waiting.cancel(false));
  }

  private synchronized void closeAll() {
    closed = true;
    while (!open.isEmpty()) close(open.pop());
  }

  /// Runs in the scheduler's own thread: a hanging part may have blocked all others.
  private CompletableFuture<Void> alarm(Duration after) {
    return CompletableFuture.runAsync(
        () -> overdue.accept(closing),
        CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS, Runnable::run));
  }

  /// A failing part must not keep the others open.
  private void close(Closer closer) {
    closing = closer.what();
    try {
      LOG.debug("closing {}", closer.what());
      closer.close().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.error("interrupted while closing {}", closer.what());
    } catch (Exception e) {
      LOG.error("{} cannot be closed", closer.what(), e);
    }
  }
}
