package io.parley.voice.call;

import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps what it is told.
final class FakeMeter implements CallMeter {
  final List<Times> times = new CopyOnWriteArrayList<>();
  final AtomicInteger deadLines = new AtomicInteger();
  final List<String> voices = new CopyOnWriteArrayList<>();
  final List<Boolean> interruptions = new CopyOnWriteArrayList<>();
  final List<Early> early = new CopyOnWriteArrayList<>();
  final List<Boolean> lines = new CopyOnWriteArrayList<>();
  final AtomicInteger ticks = new AtomicInteger();
  final List<Duration> ended = new CopyOnWriteArrayList<>();

  @Override
  public void answered(Times answer, String voice, String way) {
    times.add(answer);
    voices.add(voice);
  }

  @Override
  public void interrupted(boolean meant) {
    interruptions.add(meant);
  }

  @Override
  public void early(Early fate) {
    early.add(fate);
  }

  @Override
  public void ranDry() {
    // a fake voice is always in time
  }

  @Override
  public void lineDied() {
    deadLines.incrementAndGet();
  }

  @Override
  public void lineTurned(boolean bad) {
    lines.add(bad);
  }

  @Override
  public void late(Duration by) {
    // the machine has other work
  }

  @Override
  public void ticked(int more) {
    ticks.addAndGet(more);
  }

  @Override
  public void echoCancelled(double enhancement) {
    // what is cancelled is tested at the legs
  }

  @Override
  public void ended(LegStats stats, Duration length) {
    ended.add(length);
  }
}
