package io.parley.knowledge.parse.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Processes that are started ahead, so that a file does not wait for a JVM. A node that reads no
/// files has none.
final class Spares implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spares.class);

  private final ParseSettings settings;
  private final Sandbox sandbox;
  private final ScheduledExecutorService timer;
  private final Deque<ParserProcess> ready = new ArrayDeque<>();
  private boolean closed;

  Spares(ParseSettings settings, Sandbox sandbox, ScheduledExecutorService timer) {
    this.settings = settings;
    this.sandbox = sandbox;
    this.timer = timer;
  }

  /// The oldest spare that is alive, or a new process; another spare is started.
  ParserProcess take() {
    var spare = poll();
    while (spare.isPresent() && !spare.get().isAlive()) {
      spare.get().close();
      spare = poll();
    }
    var process = spare.orElseGet(() -> ParserProcess.start(settings, sandbox));
    if (settings.spares() > 0) timer.execute(this::refill);
    return process;
  }

  private synchronized Optional<ParserProcess> poll() {
    return Optional.ofNullable(ready.poll());
  }

  private void refill() {
    while (wanted()) {
      try {
        add(ParserProcess.start(settings, sandbox));
      } catch (ParseFailure e) {
        // the next file tells its sender
        LOG.warn("{}", e.getMessage());
        return;
      }
    }
  }

  private synchronized boolean wanted() {
    return !closed && ready.size() < settings.spares();
  }

  private void add(ParserProcess spare) {
    if (!offered(spare)) {
      spare.close();
      return;
    }
    // what `close` leaves of it finds nothing to retire
    var _ =
        timer.schedule(() -> retire(spare), settings.spareIdle().toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized boolean offered(ParserProcess spare) {
    return !closed && ready.offer(spare);
  }

  private void retire(ParserProcess spare) {
    if (removed(spare)) spare.close();
  }

  private synchronized boolean removed(ParserProcess spare) {
    return ready.remove(spare);
  }

  synchronized int count() {
    return ready.size();
  }

  @Override
  public void close() {
    Deque<ParserProcess> left;
    synchronized (this) {
      closed = true;
      left = new ArrayDeque<>(ready);
      ready.clear();
    }
    left.forEach(ParserProcess::close);
  }
}
