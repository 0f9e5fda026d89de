package io.parley.http.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has been started and must be closed, last first. Closing waits for whoever is adding, so
/// that what starts while the program is told to stop is closed too. Thread safe.
final class Closers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Closers.class);

  private final Deque<Closer> open = new ArrayDeque<>();
  private boolean closed;

  /// @param what for the log
  private record Closer(String what, AutoCloseable close) {}

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
  public synchronized void close() {
    closed = true;
    while (!open.isEmpty()) close(open.pop());
  }

  /// One that fails must not keep the others open.
  private static void close(Closer closer) {
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
