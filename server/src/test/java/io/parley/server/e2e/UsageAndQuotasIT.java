package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Usage records and a quota, on the built program.
class UsageAndQuotasIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Caller AGENT = Caller.with(ServerProcess.AGENT_TOKEN);
  private static final Caller OPERATOR = Caller.with(ServerProcess.OPERATOR_TOKEN);
  private static final String QUOTAS =
      "/v1/organisations/00000000-0000-0000-0000-000000000000/quotas";

  @TempDir Path data;

  @Test
  void usage_adds_up_after_a_kill_and_a_quota_refuses_the_next_turn() throws Exception {
    Map<String, Long> before;
    try (var server = start()) {
      var session = Caller.start(server);
      var customer = Caller.with(session.token());
      customer.say(server, session, "m1", "hello");
      customer.say(server, session, "m2", "hello again");
      await().atMost(PATIENCE).until(() -> used(server).getOrDefault("turns", 0L) >= 1);
      // the agent's greeting is one of them
      await().atMost(PATIENCE).until(() -> used(server).getOrDefault("messages", 0L) == 3);
      before = used(server);
      assertThat(before).containsEntry("sessions", 1L);
      OPERATOR.put(server, QUOTAS, "{\"turns\": 1}", 200);
      server.kill();
    }
    try (var server = start()) {
      assertThat(used(server).get("messages")).isEqualTo(before.get("messages"));
      var session = Caller.start(server);
      var customer = Caller.with(session.token());
      customer.say(server, session, "n1", "hello");
      var path = "/v1/sessions/" + session.id() + "/messages";
      var refused = customer.post(server, path, "{\"id\": \"n2\", \"text\": \"hello\"}", 429);
      assertThat(refused.path("detail").asText()).contains("the organisation's quota of 1 turns");
      OPERATOR.put(server, QUOTAS, "{}", 200);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(customer.isTaken(server, session, "last")).isTrue());
    }
  }

  private ServerProcess start() throws IOException {
    return ServerProcess.start(data, Map.of("PARLEY_MODEL", "offline"));
  }

  private static Map<String, Long> used(ServerProcess server)
      throws IOException, InterruptedException {
    var used = new TreeMap<String, Long>();
    for (JsonNode row : AGENT.get(server, "/v1/usage/records?step=whole").get("rows"))
      used.merge(row.get("kind").asText(), row.get("amount").asLong(), Long::sum);
    return used;
  }
}
