package io.parley.bench.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.bench.client.Frame;
import org.HdrHistogram.ConcurrentHistogram;

/// Durations in microseconds, to three digits. Thread safe.
public final class Latency {
  private static final long MAX_MICROS = 600_000_000;
  private static final int DIGITS = 3;

  private final ConcurrentHistogram micros = new ConcurrentHistogram(MAX_MICROS, DIGITS);

  /// @param dueNanos when it should have begun: waiting counts, too
  public void record(long dueNanos, long doneNanos) {
    micros.recordValue(Math.clamp((doneNanos - dueNanos) / 1_000, 0, MAX_MICROS));
  }

  public long count() {
    return micros.getTotalCount();
  }

  /// @param percent 0 to 100
  public double millis(double percent) {
    return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percent) / 1_000.0;
  }

  public double meanMillis() {
    return micros.getTotalCount() == 0 ? 0 : micros.getMean() / 1_000.0;
  }

  public ObjectNode json() {
    return Frame.JSON
        .createObjectNode()
        .put("count", count())
        .put("p50", millis(50))
        .put("p90", millis(90))
        .put("p99", millis(99))
        .put("max", millis(100));
  }
}
