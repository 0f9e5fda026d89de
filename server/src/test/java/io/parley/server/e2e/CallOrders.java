package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/// Orders calls out at a server, as an operator.
final class CallOrders {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Caller OPERATOR = Caller.with(ServerProcess.OPERATOR_TOKEN);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private CallOrders() {}

  /// @param key the same for the same order
  /// @return the call's id
  static String place(Served server, String key, String order)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.http("/v1/calls"))
            .header("Authorization", "Bearer " + ServerProcess.OPERATOR_TOKEN)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(order))
            .build();
    var answer = HTTP.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer.body().replaceAll(".*\"id\":\"([0-9a-f]{32})\".*", "$1");
  }

  static JsonNode get(Served server, String id) throws IOException, InterruptedException {
    return OPERATOR.get(server, "/v1/calls/" + id);
  }

  static void end(Served server, String id) throws IOException, InterruptedException {
    OPERATOR.delete(server, "/v1/calls/" + id, 200);
  }

  static void awaitState(Served server, String id, String state) {
    await().atMost(PATIENCE).until(() -> get(server, id).path("state").asText(), state::equals);
  }

  /// Kinds of the events of a call.
  static List<String> kinds(Served server, String id) throws IOException, InterruptedException {
    return get(server, id).path("events").findValuesAsText("kind");
  }

  /// The detail of the first event of this kind.
  static String detail(Served server, String id, String kind)
      throws IOException, InterruptedException {
    for (var event : get(server, id).path("events"))
      if (event.path("kind").asText().equals(kind)) return event.path("detail").asText();
    throw new AssertionError("no event of the kind " + kind);
  }
}
