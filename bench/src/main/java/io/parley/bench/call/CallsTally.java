package io.parley.bench.call;

import io.parley.bench.measure.Latency;
import io.parley.voice.call.CallMeter;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// The measurements of all calls of a run. Counts only when enabled: calls warm up first.
final class CallsTally implements CallMeter {
  final Latency added = new Latency();
  final Latency stopped = new Latency();
  final AtomicLong underruns = new AtomicLong();
  final AtomicLong lateTicks = new AtomicLong();
  final AtomicLong interruptions = new AtomicLong();
  volatile boolean counts;

  /// The first sound of an answer is played.
  ///
  /// @param saidAt when the session received the transcript
  void answered(long saidAt) {
    if (counts) added.record(saidAt, System.nanoTime());
  }

  /// An answer is stopped.
  ///
  /// @param began when the caller began to interrupt it
  void stopped(long began) {
    if (counts) stopped.record(began, System.nanoTime());
  }

  @Override
  public void answered(Times times, String voice, String way) {
    // engines that take no time have nothing else to report
  }

  @Override
  public void interrupted(boolean meant) {
    if (counts) interruptions.incrementAndGet();
  }

  @Override
  public void early(Early fate) {
    // the words of an instant engine are final at once
  }

  @Override
  public void ranDry() {
    if (counts) underruns.incrementAndGet();
  }

  @Override
  public void lineDied() {
    // the lines of a bench do not die
  }

  @Override
  public void late(Duration by) {
    if (counts) lateTicks.incrementAndGet();
  }

  @Override
  public void echoCancelled(double enhancement) {
    // these lines have no echo
  }

  @Override
  public void lineTurned(boolean bad) {
    // nor do they turn bad
  }

  @Override
  public void ended(LegStats stats, Duration length) {
    // all end at once
  }
}
