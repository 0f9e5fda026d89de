package io.parley.voice.flow;

import io.parley.core.model.Cancellable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A clock that a test moves by hand, and what is to be done later by it.
public final class ManualTimer implements Timer, InstantSource {
  private record Task(Instant at, Runnable what) {}

  private final List<Task> waiting = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized Cancellable after(Duration delay, Runnable what) {
    var task = new Task(now.plus(delay), what);
    waiting.add(task);
    return () -> drop(task);
  }

  /// Whether something is to be done later.
  public synchronized boolean isSet() {
    return !waiting.isEmpty();
  }

  /// How much is to be done later.
  public synchronized int tasks() {
    return waiting.size();
  }

  /// Does all that is due on the way, in order.
  public void pass(Duration time) {
    var end = instant().plus(time);
    for (var next = next(end); next != null; next = next(end)) next.what().run();
    synchronized (this) {
      now = end;
    }
  }

  private synchronized Task next(Instant end) {
    var next = waiting.stream().min(Comparator.comparing(Task::at)).orElse(null);
    if (next == null || next.at().isAfter(end)) return null;
    waiting.remove(next);
    if (next.at().isAfter(now)) now = next.at();
    return next;
  }

  private synchronized void drop(Task task) {
    waiting.remove(task);
  }
}
