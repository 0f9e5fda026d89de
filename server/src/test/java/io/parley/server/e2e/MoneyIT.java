package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.session.TestSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A budget is spent on the built program: the scripted model costs one micro-unit per token.
class MoneyIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Caller AGENT = Caller.with(ServerProcess.AGENT_TOKEN);

  /// A reply of 26 tokens, reserved as 30: eleven of them fit. The settings below repeat it.
  private static final int LIMIT = 300;

  private static final int TURNS_MAX = 20;
  private static final String ENDS = "reply-completed|turn-failed";

  private static final String SETTINGS =
      """
      # a busy machine may take long to wake its first session
      parley.sessions { ask-timeout = 40s, ask-again = 10s }
      parley.response-cache.enabled = false
      parley.agent.limits { output-tokens = 30, memory-tokens = 0, turns-per-minute = 1000 }
      parley.models.routes.cheaper = ["offline"]
      parley.money {
        prices {
          scripted { input-micros = 0, output-micros = 1000000 }
          offline { input-micros = 0, output-micros = 1000000 }
        }
        # so that no midnight comes in between
        budgets.month { limit-micros = 300, at-limit = AT-LIMIT }
        post-every = 100ms
        # on a busy machine, too, no call goes past the limit because the database took long
        lend-timeout = 40s
      }
      """;

  @TempDir Path data;

  @Test
  void a_budget_alerts_stops_survives_a_kill_and_continues_on_a_cheaper_model() throws Exception {
    var paid = new ArrayList<Long>();
    try (var server = start("stop")) {
      assertThat(month(server).get("state").asText()).isEqualTo("ok");
      try (var line = new Line(server)) {
        JsonNode turn = line.say("hello");
        while (turn.get("kind").asText().equals("reply-completed") && paid.size() < TURNS_MAX) {
          paid.add(turn.at("/usage/costMicros").asLong());
          turn = line.say("and again");
        }
        assertThat(turn.at("/problem/type").asText()).endsWith("budget-exhausted");
      }
      assertThat(paid).hasSizeGreaterThan(5).hasSizeLessThan(TURNS_MAX).allMatch(cost -> cost > 0);
      long sum = paid.stream().mapToLong(Long::longValue).sum();
      assertThat(sum).isBetween(LIMIT * 8L / 10, (long) LIMIT);
      await().atMost(PATIENCE).until(() -> spent(server) == sum);
      assertThat(month(server).get("state").asText()).isEqualTo("spent");
      assertThat(month(server).get("percent").asLong()).isEqualTo(sum * 100 / LIMIT);
      var usage = AGENT.get(server, "/v1/usage?by=model,purpose");
      assertThat(usage.at("/total/costMicros").asLong()).isEqualTo(sum);
      assertThat(usage.at("/total/calls").asInt()).isEqualTo(paid.size());
      assertThat(usage.at("/unpricedModels")).isEmpty();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(server.log().lines().filter(text -> text.contains("budget of month")))
                      .hasSize(1));
      server.kill();
    }
    long before = paid.stream().mapToLong(Long::longValue).sum();
    // the cheaper model answers because what was spent before the kill still counts
    try (var server = start("cheaper")) {
      assertThat(spent(server)).isEqualTo(before);
      long cost;
      try (var line = new Line(server)) {
        var turn = line.say("Where is my order 1042?");
        assertThat(turn.at("/usage/model").asText()).isEqualTo("offline");
        cost = turn.at("/usage/costMicros").asLong();
      }
      assertThat(cost).isPositive();
      await().atMost(PATIENCE).until(() -> spent(server) == before + cost);
      assertThat(month(server).get("atLimit").asText()).isEqualTo("cheaper");
      assertThat(server.log()).as("alerted once").doesNotContain("budget of month");
    }
  }

  private ServerProcess start(String atLimit) throws IOException {
    var settings = data.resolveSibling(data.getFileName() + ".conf");
    Files.writeString(settings, SETTINGS.replace("AT-LIMIT", atLimit));
    return ServerProcess.start(
        data,
        Map.of("PARLEY_MODEL", "scripted"),
        List.of("serve", "--config", settings.toString()));
  }

  private static JsonNode month(ServerProcess server) throws IOException, InterruptedException {
    return StreamSupport.stream(
            AGENT.get(server, "/v1/budgets").get("budgets").spliterator(), false)
        .filter(budget -> budget.get("scope").asText().equals("month"))
        .findFirst()
        .orElseThrow();
  }

  private static long spent(ServerProcess server) throws IOException, InterruptedException {
    return month(server).get("spentMicros").asLong();
  }

  /// A human agent's socket to a new session: customers do not see the cost.
  private static final class Line implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ServerProcess server;
    private final Caller.Session session;
    private final TestSocket socket;
    private int said;

    Line(ServerProcess server) throws IOException, InterruptedException {
      this.server = server;
      this.session = Caller.start(server);
      var http = server.http("/v1/sessions/" + session.id() + "/socket?after=0");
      this.socket =
          TestSocket.open(
              client,
              URI.create(http.toString().replaceFirst("^http", "ws")),
              ServerProcess.AGENT_TOKEN);
    }

    /// @return the event that ended the turn
    JsonNode say(String text) throws IOException, InterruptedException {
      Caller.with(session.token()).say(server, session, "m" + ++said, text);
      // a busy machine takes longer than the socket's reader waits for a frame
      await().atMost(PATIENCE).until(() -> turnsEnded() == said);
      var event = socket.next("event").get("event");
      while (!event.get("kind").asText().matches(ENDS)) event = socket.next("event").get("event");
      return event;
    }

    private long turnsEnded() throws IOException, InterruptedException {
      return AGENT.events(server, session).stream()
          .filter(event -> event.at("/event/kind").asText().matches(ENDS))
          .count();
    }

    @Override
    public void close() {
      socket.close();
      client.shutdownNow();
    }
  }
}
