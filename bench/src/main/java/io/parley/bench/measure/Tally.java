package io.parley.bench.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.bench.client.Frame;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// The measurements of a load test. Only errors count before [#begin] (during the warm-up) and
/// after [#end]. Thread safe.
public final class Tally {
  private final Latency accepted = new Latency();
  private final Latency firstDelta = new Latency();
  private final Latency completed = new Latency();
  private final Map<String, LongAdder> errors = new ConcurrentSkipListMap<>();
  private volatile long began = Long.MAX_VALUE;
  private volatile long ended = Long.MAX_VALUE;

  public void begin(long nanos) {
    began = nanos;
  }

  public void end(long nanos) {
    ended = nanos;
  }

  /// One completed turn.
  ///
  /// @param due when its message was due; the others are the times of the server's answers
  public record Turn(long due, long accepted, long firstDelta, long completed) {}

  public void turn(Turn turn) {
    if (turn.completed() < began || turn.completed() > ended) return;
    accepted.record(turn.due(), turn.accepted());
    firstDelta.record(turn.due(), turn.firstDelta());
    completed.record(turn.due(), turn.completed());
  }

  /// Errors always count: a test that fails during the warm-up is invalid.
  public void error(String kind) {
    errors.computeIfAbsent(kind, _ -> new LongAdder()).increment();
  }

  public long errors() {
    return errors.values().stream().mapToLong(LongAdder::sum).sum();
  }

  public double turnsPerSecond() {
    return turns() == 0 ? 0 : turns() / seconds();
  }

  public long turns() {
    return completed.count();
  }

  /// 0 when it has not begun.
  public double seconds() {
    return began == Long.MAX_VALUE ? 0 : (ended - began) / 1e9;
  }

  public Latency accepted() {
    return accepted;
  }

  public Latency firstDelta() {
    return firstDelta;
  }

  public Latency completed() {
    return completed;
  }

  public ObjectNode json() {
    var json = Frame.JSON.createObjectNode();
    json.put("seconds", seconds()).put("turns", turns()).put("turnsPerSecond", turnsPerSecond());
    json.set("acceptedMillis", accepted.json());
    json.set("firstDeltaMillis", firstDelta.json());
    json.set("completedMillis", completed.json());
    var kinds = json.putObject("errors");
    errors.forEach((kind, count) -> kinds.put(kind, count.sum()));
    return json;
  }
}
