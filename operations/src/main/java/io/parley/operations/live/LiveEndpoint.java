package io.parley.operations.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.journal.SessionOverview;
import io.parley.http.json.JsonText;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.operations.Readiness;
import io.parley.operations.TelephonyMeters;
import io.parley.operations.breaker.BreakerEndpoints;
import io.parley.operations.breaker.ClusterBreakers;
import io.parley.operations.cluster.ClusterControls;
import io.parley.operations.cluster.ClusterEndpoints;
import io.parley.operations.lag.JournalMonitor;
import io.parley.operations.lag.LagEndpoint;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/live`: everything that the live page shows, in one answer. Remote data is fetched once for all
/// open pages, and left out, with the reason, when it does not arrive: a page about problems must
/// not fail with them.
public final class LiveEndpoint {
  static final Duration NODES_FRESH = Duration.ofSeconds(2);
  static final Duration LAG_FRESH = Duration.ofSeconds(5);

  /// An unreachable database would delay the page for the whole timeout of the pool.
  static final Duration PATIENCE = Duration.ofMillis(1_500);

  /// The sources of the data.
  ///
  /// @param registry with counters of connections, readers and refusals
  public record Sources(
      Readiness readiness,
      ClusterControls cluster,
      SessionOverview overview,
      JournalMonitor journal,
      ClusterBreakers breakers,
      TurnWindow turns,
      MeterRegistry registry) {}

  private final Sources sources;
  private final String version;
  private final InstantSource clock;
  private final Duration patience;
  private final Kept<JsonNode> holdings;
  private final Kept<JsonNode> lag;
  private final Kept<JsonNode> breakers;

  private LiveEndpoint(
      Sources sources, String version, InstantSource clock, LongSupplier nanos, Duration patience) {
    this.sources = sources;
    this.version = version;
    this.clock = clock;
    this.patience = patience;
    this.holdings =
        new Kept<>(
            NODES_FRESH,
            nanos,
            () -> sources.cluster().holdings().thenApply(ClusterEndpoints::sums));
    this.lag = new Kept<>(LAG_FRESH, nanos, this::lag);
    this.breakers =
        new Kept<>(
            NODES_FRESH, nanos, () -> sources.breakers().all().thenApply(BreakerEndpoints::json));
  }

  /// @param version of the program
  public static Endpoint of(Sources sources, String version, InstantSource clock) {
    return of(sources, version, clock, System::nanoTime, PATIENCE);
  }

  /// @param nanos the clock of the caches; @param patience with remote data
  static Endpoint of(
      Sources sources, String version, InstantSource clock, LongSupplier nanos, Duration patience) {
    var live = new LiveEndpoint(sources, version, clock, nanos, patience);
    return Endpoint.get("/live", _ -> live.answer());
  }

  private CompletionStage<JsonNode> lag() {
    var now = clock.instant();
    return sources.overview().lag(now).thenApply(found -> LagEndpoint.json(found, now));
  }

  private CompletionStage<HttpResponse> answer() {
    var behind = lag.soon(patience);
    var broken = breakers.soon(patience);
    return holdings
        .soon(patience)
        .thenCombine(behind, this::json)
        .thenCombine(
            broken,
            (json, nodes) -> {
              nodes.ifPresent(found -> json.set("breakers", found));
              return json;
            })
        .thenApply(json -> Replies.json(200, json));
  }

  private ObjectNode json(Optional<JsonNode> held, Optional<JsonNode> behind) {
    var runtime = ManagementFactory.getRuntimeMXBean();
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    var json =
        JsonText.object()
            .put("at", JsonText.time(clock.instant()))
            .put("version", version)
            .put("status", status())
            // a restart begins a new series: sums restart
            .put("startedAt", JsonText.time(Instant.ofEpochMilli(runtime.getStartTime())));
    json.set("cluster", ClusterEndpoints.json(sources.cluster().view()));
    held.ifPresent(nodes -> json.set("nodes", nodes));
    json.set("turns", sources.turns().json());
    behind.ifPresent(found -> json.set("lag", found));
    json.set("journal", LagEndpoint.json(sources.journal().now()));
    json.put("readers", gauge("parley.readers.open"))
        .put("awake", gauge("parley.sessions.awake"))
        .put("connections", gauge("parley.connections.open"))
        .put("damaged", gauge("parley.sessions.damaged"));
    json.putObject("calls")
        .put("now", gauge("parley.calls"))
        .put("badLines", gauge("parley.call.lines.bad"));
    json.putObject("heap").put("usedBytes", heap.getUsed()).put("maxBytes", heap.getMax());
    counts(json.putObject("refusals"), "parley.refusals", "limit");
    counts(json.putObject("callsOut"), TelephonyMeters.OUT, TelephonyMeters.EVENT);
    return json;
  }

  /// The counters of this name by their tag.
  private void counts(ObjectNode json, String name, String tag) {
    for (var counter : sources.registry().find(name).counters())
      json.put(String.valueOf(counter.getId().getTag(tag)), Math.round(counter.count()));
  }

  private String status() {
    return JsonText.word(sources.readiness().state());
  }

  /// The sum over all meters of this name; 0 while there is none.
  private long gauge(String name) {
    return sources.registry().find(name).gauges().stream()
        .mapToLong(gauge -> Math.round(gauge.value()))
        .sum();
  }
}
