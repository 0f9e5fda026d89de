package io.parley.http.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.SessionOverview.Backlog;
import io.parley.core.journal.SessionOverview.Lag;
import io.parley.http.json.JsonText;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeHealthEndpointTest {
  private static final String AGENT = "agent-token-for-tests";
  private static final String OPERATOR = "operator-token-for-tests";
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private final Staged staged = new Staged();
  private final RoutedEndpoints server =
      new RoutedEndpoints(
          List.of(
              NodeHealthEndpoint.of(
                  StaffEdge.of(TestTokens.of(AGENT, OPERATOR), Clock.fixed(NOW, ZoneOffset.UTC)),
                  staged)),
          1_000);

  @AfterEach
  void close() {
    server.close();
  }

  /// Two nodes, of which one does not answer.
  private static final class Staged implements NodeHealth {
    private Optional<Lag> lag =
        Optional.of(
            new Lag(
                new Backlog(7, Optional.of(NOW.minusSeconds(90))),
                new Backlog(2, Optional.of(NOW.plusSeconds(3))),
                new Backlog(0, Optional.empty()),
                new Backlog(0, Optional.empty()),
                Map.of("crm", new Backlog(5, Optional.of(NOW)))));

    @Override
    public CompletionStage<Health> look() {
      return CompletableFuture.completedStage(
          new Health(
              "10.0.0.1:17355",
              "ready",
              1,
              List.of(
                  new Node("10.0.0.1:17355", "up", true, "7.1", OptionalInt.of(3)),
                  new Node("10.0.0.2:17355", "up", false, "7.0", OptionalInt.empty())),
              lag));
    }
  }

  private HttpResponse get(String token) {
    return server.answer(HttpRequest.GET("/v1/platform/nodes"), token);
  }

  @Test
  void an_operator_sees_each_node_and_the_work_that_waits() {
    assertThat(server.json(get(OPERATOR)))
        .isEqualTo(
            JsonText.object(
                """
                {"self": "10.0.0.1:17355", "state": "ready", "unreachableDatabases": 1,
                 "nodes": [
                   {"address": "10.0.0.1:17355", "status": "up", "reachable": true,
                    "version": "7.1", "sessions": 3},
                   {"address": "10.0.0.2:17355", "status": "up", "reachable": false,
                    "version": "7.0"}],
                 "backlogs": {
                   "projection": {"count": 7, "seconds": 90},
                   "archive": {"count": 2, "seconds": 0},
                   "due": {"count": 0, "seconds": 0},
                   "inDoubt": {"count": 0, "seconds": 0}}}\
                """));
  }

  @Test
  void nodes_are_told_without_the_database() {
    staged.lag = Optional.empty();
    var told = server.json(get(OPERATOR));
    assertThat(told.has("backlogs")).isFalse();
    assertThat(told.get("nodes")).hasSize(2);
  }

  @Test
  void agents_and_strangers_see_no_nodes() {
    assertThat(get(AGENT).status().intValue()).isEqualTo(403);
    assertThat(get("else").status().intValue()).isEqualTo(401);
  }
}
