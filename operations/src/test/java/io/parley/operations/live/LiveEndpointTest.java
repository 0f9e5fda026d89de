package io.parley.operations.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.journal.SessionOverview;
import io.parley.core.limit.Limit;
import io.parley.core.model.Usage;
import io.parley.core.session.Problem;
import io.parley.core.session.TurnEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.http.limit.Refusals;
import io.parley.http.ops.breaker.BreakerControls.Breaker;
import io.parley.http.ops.breaker.BreakerControls.State;
import io.parley.http.route.ManagedPort;
import io.parley.operations.Readiness;
import io.parley.operations.TelephonyMeters;
import io.parley.operations.breaker.ClusterBreakers;
import io.parley.operations.cluster.StagedCluster;
import io.parley.operations.lag.JournalMonitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveEndpointTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String WORDS = "what nobody else is to read";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final StagedCluster cluster = new StagedCluster();
  private final Tables tables = new Tables();
  private final TurnWindow turns = new TurnWindow();
  private final Readiness readiness = new Readiness();
  private final Breakers breakers = new Breakers();
  private final ManagedPort port =
      new ManagedPort(
          List.of(
              LiveEndpoint.of(
                  new LiveEndpoint.Sources(
                      readiness,
                      cluster,
                      tables,
                      () -> new JournalMonitor.Load(0, 0, 9, Optional.empty()),
                      breakers,
                      turns,
                      registry),
                  "7.1",
                  () -> NOON,
                  // values must not expire while the machine stalls; those that are there are not
                  // waited for
                  () -> 0,
                  Duration.ofMillis(1))));

  @AfterEach
  void close() {
    port.close();
  }

  private static final class Tables implements SessionOverview {
    private final AtomicInteger asked = new AtomicInteger();
    private CompletionStage<Lag> lag =
        CompletableFuture.completedStage(
            new Lag(
                new Backlog(1, Optional.of(NOON)),
                new Backlog(2, Optional.of(NOON)),
                new Backlog(3, Optional.of(NOON)),
                new Backlog(4, Optional.of(NOON)),
                Map.of("crm", new Backlog(5, Optional.of(NOON)))));

    @Override
    public CompletionStage<Optional<Known>> find(SessionKey key) {
      throw new AssertionError("unexpected query for a session");
    }

    @Override
    public CompletionStage<Lag> lag(Instant now) {
      asked.incrementAndGet();
      return lag;
    }
  }

  /// One open breaker of one node; the other node is silent.
  private static final class Breakers implements ClusterBreakers {
    private final AtomicInteger asked = new AtomicInteger();
    private boolean slow;

    @Override
    public CompletionStage<List<Node>> all() {
      asked.incrementAndGet();
      if (slow) return new CompletableFuture<>();
      var broken = new Breaker("tool:postgresql", State.OPEN, 5, Optional.of(NOON));
      return CompletableFuture.completedStage(
          List.of(
              new Node("10.0.0.1:17355", Optional.of(List.of(broken))),
              new Node("10.0.0.2:17355", Optional.empty())));
    }

    @Override
    public CompletionStage<List<Reset>> reset(String name, Optional<String> node) {
      throw new AssertionError("unexpected reset");
    }
  }

  private static TurnEvent.ReplyCompleted reply(long millis) {
    return new TurnEvent.ReplyCompleted(
        1,
        WORDS,
        List.of(),
        millis,
        millis / 10,
        new Usage("m", 1, 1, 0, "EUR", false),
        false,
        NOON);
  }

  @Test
  void one_answer_has_everything() {
    readiness.ready();
    registry.gauge("parley.readers.open", 4);
    registry.gauge("parley.calls", 7);
    registry.gauge("parley.call.lines.bad", 2);
    new Refusals(registry).count(Limit.READERS);
    registry.counter(TelephonyMeters.OUT, TelephonyMeters.EVENT, "ringing").increment();
    for (int i = 1; i <= 100; i++) turns.committed(reply(i * 10L), NOON);
    turns.committed(new TurnEvent.TurnFailed(2, new Problem("p", "t", "d"), NOON), NOON);
    var told = port.get("/live", 200);
    assertThat(told.get("status").asText()).isEqualTo("ready");
    assertThat(told.at("/cluster/self").asText()).isEqualTo("10.0.0.1:17355");
    assertThat(told.at("/nodes/0/sessions").asInt()).isEqualTo(3);
    assertThat(told.at("/lag/archive/count").asInt()).isEqualTo(2);
    assertThat(told.at("/lag/inDoubt/count").asInt()).isEqualTo(4);
    assertThat(told.at("/breakers/0/breakers/0/state").asText()).isEqualTo("open");
    assertThat(told.at("/breakers/1").toString())
        .isEqualTo("{\"node\":\"10.0.0.2:17355\",\"silent\":true}");
    assertThat(told.get("readers").asInt()).isEqualTo(4);
    assertThat(told.get("awake").asInt()).isZero();
    assertThat(told.get("calls").toString()).isEqualTo("{\"now\":7,\"badLines\":2}");
    assertThat(told.at("/refusals/readers").asInt()).isEqualTo(1);
    assertThat(told.at("/refusals/commands").asInt()).isZero();
    assertThat(told.at("/callsOut/ringing").asInt()).isEqualTo(1);
    assertThat(told.at("/turns/completed").asInt()).isEqualTo(100);
    assertThat(told.at("/turns/failed").asInt()).isEqualTo(1);
    assertThat(told.at("/turns/replyMillis/p50").asDouble()).isBetween(450.0, 560.0);
    assertThat(told.at("/turns/replyMillis/p99").asDouble()).isBetween(950.0, 1_060.0);
    assertThat(told.at("/turns/firstTokenMillis/p95").asDouble()).isBetween(90.0, 105.0);
    assertThat(told.toString()).doesNotContain(WORDS);
  }

  @Test
  void replies_that_take_no_time_are_measured_too() {
    assertThat(port.get("/live", 200).get("turns").has("replyMillis")).isFalse();
    turns.committed(reply(0), NOON);
    assertThat(port.get("/live", 200).at("/turns/replyMillis/p50").asDouble(-1)).isZero();
  }

  @Test
  void many_open_pages_cause_one_query() {
    for (int i = 0; i < 20; i++) port.get("/live", 200);
    assertThat(tables.asked).hasValue(1);
    assertThat(cluster.asked).containsExactly("holdings");
    assertThat(breakers.asked).hasValue(1);
  }

  @Test
  void silent_nodes_are_left_out_without_delay() {
    cluster.silent = true;
    breakers.slow = true;
    tables.lag =
        CompletableFuture.failedStage(new IllegalStateException("the database is unreachable"));
    for (int i = 0; i < 2; i++) {
      var told = port.get("/live", 200);
      assertThat(told.has("nodes")).isFalse();
      assertThat(told.has("lag")).isFalse();
      assertThat(told.has("breakers")).isFalse();
      assertThat(told.at("/cluster/members")).hasSize(2);
    }
    // the slow node is not asked again meanwhile
    assertThat(cluster.asked).containsExactly("holdings");
    assertThat(breakers.asked).hasValue(1);
    assertThat(tables.asked).hasValue(2);
  }
}
