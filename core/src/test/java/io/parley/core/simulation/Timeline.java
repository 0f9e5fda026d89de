package io.parley.core.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Manual time with planned tasks.
final class Timeline {
  /// @param local lost when the node dies
  private record Planned(Instant at, long order, boolean local, Runnable what) {}

  private final PriorityQueue<Planned> planned =
      new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparingLong(Planned::order));
  private Instant now;
  private long order;

  Timeline(Instant start) {
    this.now = start;
  }

  Instant now() {
    return now;
  }

  boolean isEmpty() {
    return planned.isEmpty();
  }

  /// Plans a task of the node, which dies with it.
  void onNode(Duration delay, Runnable what) {
    planned.add(new Planned(now.plus(delay), order++, true, what));
  }

  /// Plans a task that survives the node.
  void outside(Duration delay, Runnable what) {
    planned.add(new Planned(now.plus(delay), order++, false, what));
  }

  void nodeDied() {
    planned.removeIf(Planned::local);
  }

  void next() {
    var first = planned.poll();
    if (first == null) return;
    if (first.at().isAfter(now)) now = first.at();
    first.what().run();
  }

  void advance(Duration by) {
    var until = now.plus(by);
    while (!planned.isEmpty() && !planned.peek().at().isAfter(until)) next();
    if (until.isAfter(now)) now = until;
  }
}
