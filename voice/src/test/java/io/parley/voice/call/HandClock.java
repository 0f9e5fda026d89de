package io.parley.voice.call;

import io.parley.voice.leg.Leg;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;

/// A media clock that ticks when the test says so, in the test's thread.
final class HandClock extends MediaClock {
  private final List<Runnable> ticking = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong(Leg.TICK.toNanos());

  HandClock() {
    super(1);
  }

  @Override
  public ScheduledFuture<?> every(Runnable tick) {
    // the clock's own does nothing, and can be cancelled
    var own = super.every(() -> {});
    ticking.add(
        () -> {
          if (!own.isCancelled()) tick.run();
        });
    return own;
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  void tick(int count) {
    for (int i = 0; i < count; i++) {
      ticking.forEach(Runnable::run);
      nanos.addAndGet(Leg.TICK.toNanos());
    }
  }
}
