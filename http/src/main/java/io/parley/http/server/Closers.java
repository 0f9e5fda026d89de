package io.parley.http.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has been started and must be closed, last first. Closing waits for whoever is adding, so
/// that what starts while the program is told to stop is closed too. Thread safe.
final class Closers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Closers.class);

  private final Deque<Closer> open = new ArrayDeque<>();
  private final Consumer<String> overdue;
  private boolean closed;
  private volatile Optional<Duration> deadline = Optional.empty();
  private volatile String closing = "nothing";

  /// Takes whatever time it takes.
  Closers() {
    this(_ -> {});
  }

  /// @param overdue told what is being closed when all together takes longer than [#within] allows
  Closers(Consumer<String> overdue) {
    this.overdue = overdue;
  }

  /// @param what for the log
  private record Closer(String what, AutoCloseable close) {}

  /// Closing may take so long from its beginning on.
  void within(Duration allowed) {
    deadline = Optional.of(allowed);
  }

  /// Starts something that is to be closed at the end.
  synchronized <T extends AutoCloseable> T add(String what, T started) {
    onClose(what, started);
    return started;
  }

  /// @param close done at the end, or at once when the end has come already
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

  /// Rings in the scheduler's own thread: what hangs may have taken all others with it.
  private CompletableFuture<Void> alarm(Duration after) {
    return CompletableFuture.runAsync(
        () -> overdue.accept(closing),
        CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS, Runnable::run));
  }

  /// One that fails must not keep the others open.
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
