package io.parley.voice.call;

import io.parley.voice.leg.Leg;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Gives every call its tick of 20 ms, on a few threads of its own: sound must not wait behind
/// other work. A late call gets its missed ticks one after another. A measurement in virtual time
/// overrides both methods.
public class MediaClock implements AutoCloseable {
  private final ScheduledExecutorService threads;

  /// The duration of so many ticks; without the `BigDecimal` of `Duration`'s own product.
  static Duration ticks(long count) {
    return Duration.ofNanos(count * Leg.TICK.toNanos());
  }

  /// @param threads that run ticks; as many as cores
  @SuppressWarnings("ThreadPriorityCheck") // a frame that is late is heard, other work is not
  public MediaClock(int threads) {
    var number = new AtomicInteger();
    this.threads =
        Executors.newScheduledThreadPool(
            threads,
            work -> {
              var thread = new Thread(work, "parley-media-" + number.incrementAndGet());
              thread.setDaemon(true);
              thread.setPriority(Thread.MAX_PRIORITY);
              return thread;
            });
  }

  /// Ticks until it is cancelled, or until `tick` throws. Calls begin at different moments of the
  /// 20 ms, so that they do not all tick at once.
  public ScheduledFuture<?> every(Runnable tick) {
    long phase = ThreadLocalRandom.current().nextLong(Leg.TICK.toNanos());
    return threads.scheduleAtFixedRate(tick, phase, Leg.TICK.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// The time of ticks, as [System#nanoTime] has it.
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
