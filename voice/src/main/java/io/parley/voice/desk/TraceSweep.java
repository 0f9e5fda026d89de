package io.parley.voice.desk;

import io.parley.core.fault.Stages;
import io.parley.core.model.Cancellable;
import io.parley.voice.flow.Timer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes traces of calls that are of no more use, every few minutes on each node.
public final class TraceSweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TraceSweep.class);
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final int AT_ONCE = 1_000;

  private final TracedCalls calls;
  private final Timer timer;
  private Cancellable next = () -> {};
  private boolean closed;

  private TraceSweep(TracedCalls calls, Timer timer) {
    this.calls = calls;
    this.timer = timer;
  }

  public static TraceSweep start(TracedCalls calls, Timer timer) {
    var sweep = new TraceSweep(calls, timer);
    sweep.later();
    return sweep;
  }

  private synchronized void later() {
    if (!closed) next = timer.after(EVERY, this::round);
  }

  private void round() {
    calls
        .sweep(AT_ONCE)
        .whenComplete(
            (_, failure) -> {
              if (failure != null)
                LOG.warn("traces of calls are not deleted just now", Stages.cause(failure));
              later();
            });
  }

  @Override
  public synchronized void close() {
    closed = true;
    next.cancel();
  }
}
