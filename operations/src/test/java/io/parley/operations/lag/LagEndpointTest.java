package io.parley.operations.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.SessionOverview;
import io.parley.core.tenant.SessionKey;
import io.parley.http.json.JsonText;
import io.parley.http.route.ManagedPort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class LagEndpointTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static final class Behind implements SessionOverview {
    @Override
    public CompletionStage<Optional<Known>> find(SessionKey key) {
      throw new AssertionError("unexpected query for a session");
    }

    @Override
    public CompletionStage<Lag> lag(Instant now) {
      return CompletableFuture.completedStage(
          new Lag(
              new Backlog(COUNT_MAX, Optional.of(now.minusSeconds(90))),
              new Backlog(0, Optional.empty()),
              // the database's clock is ahead
              new Backlog(2, Optional.of(now.plusSeconds(5))),
              new Backlog(1, Optional.of(now.minusSeconds(7))),
              Map.of("crm", new Backlog(5, Optional.of(now.minusSeconds(3))))));
    }
  }

  @Test
  void backlogs_and_their_ages_are_listed() {
    var latency =
        new JournalMonitor.Latency(
            1_024, Duration.ofNanos(1_234_567), Duration.ofMillis(9), Duration.ofSeconds(2));
    var load = new JournalMonitor.Load(5_000, 3, 20_000, Optional.of(latency));
    try (var port =
        new ManagedPort(List.of(LagEndpoint.of(new Behind(), () -> load, () -> NOON)))) {
      assertThat(port.get("/lag", 200))
          .isEqualTo(
              JsonText.object(
                  """
                  {"projection":{"count":10000,"more":true,"seconds":90},
                   "archive":{"count":0,"more":false,"seconds":0},
                   "due":{"count":2,"more":false,"seconds":0},
                   "inDoubt":{"count":1,"more":false,"seconds":7},
                   "feeds":{"crm":{"count":5,"more":false,"seconds":3}},
                   "journal":{"writes":5000,"waiting":3,"waitingMax":20000,
                    "latencyMillis":{"of":1024,"p50":1.23,"p99":9.0,"max":2000.0}}}\
                  """));
    }
  }
}
