package io.parley.tools.model.routing;

import io.parley.core.model.Cancellable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A clock and a timer that stand still until the test moves them.
final class ManualTime extends Clock implements Timer {
  private record Entry(Instant at, Runnable task) {}

  private final List<Entry> waiting = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");

  void pass(Duration time) {
    var end = now.plus(time);
    for (var due = next(end); due != null; due = next(end)) {
      synchronized (this) {
        waiting.remove(due);
        now = due.at();
      }
      due.task().run();
    }
    synchronized (this) {
      now = end;
    }
  }

  synchronized int waiting() {
    return waiting.size();
  }

  private synchronized Entry next(Instant end) {
    return waiting.stream()
        .filter(entry -> !entry.at().isAfter(end))
        .min(Comparator.comparing(Entry::at))
        .orElse(null);
  }

  @Override
  public synchronized Cancellable after(Duration delay, Runnable task) {
    var entry = new Entry(now.plus(delay), task);
    waiting.add(entry);
    return () -> {
      synchronized (this) {
        waiting.remove(entry);
      }
    };
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public void close() {
    // nothing runs by itself
  }
}
