package io.parley.bench.felt;

import io.parley.bench.load.Pace;
import io.parley.voice.call.MediaClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/// The machine's time.
final class RealTime implements CallTime {
  private static final long LOOKS_EVERY = 5_000_000;
  private static final int AT_ONCE = 2;

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void pass(Duration length) {
    Pace.awaitDue(System.nanoTime() + length.toNanos());
  }

  @Override
  public boolean await(BooleanSupplier condition, long deadline) {
    while (!condition.getAsBoolean()) {
      long now = System.nanoTime();
      if (now >= deadline) return false;
      Pace.awaitDue(Math.min(deadline, now + LOOKS_EVERY));
    }
    return true;
  }

  @Override
  public <T> List<T> together(List<Callable<T>> lanes) throws Exception {
    var results = new ArrayList<T>();
    try (var callers = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var lane : callers.invokeAll(lanes)) results.add(lane.get());
    }
    return results;
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public MediaClock media(int threads) {
    return new MediaClock(threads);
  }

  @Override
  public void close() {
    // nothing is held
  }
}
