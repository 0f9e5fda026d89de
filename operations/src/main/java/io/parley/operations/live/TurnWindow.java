package io.parley.operations.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.TurnEvent;
import io.parley.http.json.JsonText;
import io.parley.sessions.SessionWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Number and durations of recent turns of this node's sessions. Times come from the events
/// themselves, so they are what customers waited. Thread safe.
public final class TurnWindow implements SessionWatch {
  /// Percentiles cover about the last minute.
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private static final int PARTS = 6;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Timer replies = timer("replies");
  private final Timer firstTokens = timer("first.tokens");
  private final AtomicLong failed = new AtomicLong();
  private volatile long newest = System.nanoTime() - WINDOW.toNanos();

  private Timer timer(String name) {
    return Timer.builder(name)
        .publishPercentiles(0.5, 0.95, 0.99)
        .distributionStatisticExpiry(WINDOW)
        .distributionStatisticBufferLength(PARTS)
        .register(registry);
  }

  @Override
  public void committed(SessionEvent event, Instant turnBegan) {
    if (event instanceof TurnEvent.ReplyCompleted reply) {
      newest = System.nanoTime();
      replies.record(reply.millis(), TimeUnit.MILLISECONDS);
      firstTokens.record(reply.firstTokenMillis(), TimeUnit.MILLISECONDS);
    } else if (event instanceof TurnEvent.TurnFailed) failed.incrementAndGet();
  }

  /// Sums since the start, and percentiles in milliseconds if anything was measured lately.
  ObjectNode json() {
    var json = JsonText.object().put("completed", replies.count()).put("failed", failed.get());
    // an empty window has percentiles of 0
    if (System.nanoTime() - newest < WINDOW.toNanos()) {
      put(json, "replyMillis", replies.takeSnapshot());
      put(json, "firstTokenMillis", firstTokens.takeSnapshot());
    }
    return json;
  }

  private static void put(ObjectNode json, String name, HistogramSnapshot snapshot) {
    var values = json.putObject(name);
    for (var at : snapshot.percentileValues())
      values.put(
          "p" + Math.round(at.percentile() * 100),
          Math.round(at.value(TimeUnit.MILLISECONDS) * 10) / 10.0);
  }
}
