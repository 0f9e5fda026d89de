package io.parley.bench.call;

import io.parley.bench.measure.Latency;
import io.parley.voice.call.CallMeter;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// What all calls of a run came to. Counts only while it is told to: calls warm up first.
final class CallsTally implements CallMeter {
  final Latency added = new Latency();
  final Latency stopped = new Latency();
  final AtomicLong underruns = new AtomicLong();
  final AtomicLong lateTicks = new AtomicLong();
  final AtomicLong interruptions = new AtomicLong();
  volatile boolean counts;

  /// The first sound of an answer is played.
  ///
  /// @param saidAt when the words were told to the session
  void answered(long saidAt) {
    if (counts) added.record(saidAt, System.nanoTime());
  }

  /// An answer is stopped.
  ///
  /// @param began when the caller began to speak into it
  void stopped(long began) {
    if (counts) stopped.record(began, System.nanoTime());
  }

  @Override
  public void answered(Times times) {
    // with engines that take no time there is nothing else to be told
  }

  @Override
  public void interrupted(boolean meant) {
    if (counts) interruptions.incrementAndGet();
  }

  @Override
  public void ranDry() {
    if (counts) underruns.incrementAndGet();
  }

  @Override
  public void late(Duration by) {
    if (counts) lateTicks.incrementAndGet();
  }

  @Override
  public void ended(LegStats stats, Duration length) {
    // all end at once
  }
}
