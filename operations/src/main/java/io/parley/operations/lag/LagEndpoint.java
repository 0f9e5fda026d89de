package io.parley.operations.lag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.journal.SessionOverview;
import io.parley.core.journal.SessionOverview.Backlog;
import io.parley.core.journal.SessionOverview.Lag;
import io.parley.http.json.JsonText;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;

/// `/lag`: the load of this node's journal, and the whole cluster's outstanding work.
public final class LagEndpoint {
  private static final double NANOS_PER_MILLI = 1e6;

  private LagEndpoint() {}

  public static Endpoint of(SessionOverview overview, JournalMonitor journal, InstantSource clock) {
    return Endpoint.get(
        "/lag",
        _ -> {
          var now = clock.instant();
          return overview
              .lag(now)
              .thenApply(
                  lag -> Replies.json(200, json(lag, now).set("journal", json(journal.now()))));
        });
  }

  /// Outstanding work as JSON, for the live page too.
  public static ObjectNode json(Lag lag, Instant now) {
    var json = JsonText.object();
    json.set("projection", json(lag.projection(), now));
    json.set("archive", json(lag.archive(), now));
    json.set("due", json(lag.due(), now));
    json.set("inDoubt", json(lag.inDoubt(), now));
    var feeds = json.putObject("feeds");
    new TreeMap<>(lag.feeds()).forEach((name, behind) -> feeds.set(name, json(behind, now)));
    return json;
  }

  public static ObjectNode json(JournalMonitor.Load load) {
    var json =
        JsonText.object()
            .put("writes", load.writes())
            .put("waiting", load.waiting())
            .put("waitingMax", load.waitingMax());
    load.latency()
        .ifPresent(
            latency ->
                json.putObject("latencyMillis")
                    .put("of", latency.of())
                    .put("p50", millis(latency.median()))
                    .put("p99", millis(latency.p99()))
                    .put("max", millis(latency.longest())));
    return json;
  }

  private static ObjectNode json(Backlog backlog, Instant now) {
    var json =
        JsonText.object()
            .put("count", backlog.count())
            .put("more", backlog.count() >= SessionOverview.COUNT_MAX);
    // clocks of database and node may differ
    long seconds =
        backlog
            .oldest()
            .map(oldest -> Math.max(0, Duration.between(oldest, now).toSeconds()))
            .orElse(0L);
    return json.put("seconds", seconds);
  }

  private static double millis(Duration duration) {
    return Math.round(duration.toNanos() / NANOS_PER_MILLI * 100) / 100.0;
  }
}
