package io.parley.voice.dial;

import io.parley.voice.leg.Leg;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Ticks of 20 ms for legs that are not in a call yet: while it is heard who has answered, and
/// while a message is spoken. One thread serves all of them, since each needs little.
public final class LegTicks implements LegClock, AutoCloseable {
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var made = new Thread(work, "parley-answering");
            made.setDaemon(true);
            return made;
          });

  /// Late ticks follow one another.
  @Override
  public Future<?> every(Runnable tick) {
    return thread.scheduleAtFixedRate(tick, 0, Leg.TICK.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
