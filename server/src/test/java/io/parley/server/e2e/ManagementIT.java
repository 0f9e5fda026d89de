package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Access to the management port of the built program. The operators' calls on two nodes are in
/// [EncryptedNodesIT].
class ManagementIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// More than the number of calls, each of which is tried with a wrong token.
  private static final int FREE_GUESSES = 60;

  /// Attempts for an address that once used the right token.
  private static final int FREE_GUESSES_OF_STAFF = 4 * FREE_GUESSES;

  @TempDir Path data;

  /// @param token of staff, if any
  static HttpResponse<String> send(
      URI management, String method, String path, Optional<String> token, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(management.resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void every_documented_call_exists_and_requires_an_operator() throws Exception {
    var guarded =
        Map.of(
            "PARLEY_MODEL",
            "offline",
            "JAVA_TOOL_OPTIONS",
            "-Dparley.management.token-needed=always -Dparley.management.metrics-open=false"
                + " -Dparley.tokens.guesses.free="
                + FREE_GUESSES);
    try (var server = ServerProcess.start(data, guarded)) {
      var management = server.management("/");
      var document =
          JSON.readTree(send(management, "GET", "/openapi.json", Optional.empty(), "").body());
      int calls = 0;
      for (var path : document.get("paths").properties())
        for (var operation : path.getValue().properties()) {
          var method = operation.getKey().toUpperCase(Locale.ROOT);
          var address = concrete(path.getKey());
          boolean open =
              operation.getValue().get("security").isEmpty() && !address.equals("/metrics");
          var without = send(management, method, address, Optional.empty(), "{}");
          assertThat(without.statusCode())
              .as(method + " " + address + " without a token")
              .isEqualTo(open ? 200 : 401);
          var wrong = send(management, method, address, Optional.of("another-token"), "{}");
          assertThat(wrong.statusCode()).as(address).isEqualTo(open ? 200 : 401);
          // calls that change nothing, with the token
          if (method.equals("GET")) {
            var answer =
                send(management, method, address, Optional.of(ServerProcess.OPERATOR_TOKEN), "{}");
            assertThat(answer.statusCode())
                .as(address + ": " + answer.body())
                .isEqualTo(address.equals("/sessions/default/nobody") ? 404 : 200);
            assertThat(answer.body()).doesNotContain(ServerProcess.OPERATOR_TOKEN);
          }
          calls++;
        }
      assertThat(calls).isGreaterThan(25);
      // a busy node may not be ready for a moment
      await().atMost(PATIENCE).until(() -> server.readiness() == 200);
      var agent = Optional.of(ServerProcess.AGENT_TOKEN);
      assertThat(send(management, "GET", "/live", agent, "").statusCode()).isEqualTo(401);
      changesHowMuchIsLogged(management);
      slowsWhoeverGuesses(server);
    }
  }

  private static void slowsWhoeverGuesses(ServerProcess server) throws Exception {
    int status = 401;
    for (int i = 0; status == 401 && i <= FREE_GUESSES_OF_STAFF; i++)
      status =
          send(server.management("/"), "GET", "/live", Optional.of("guess-" + i), "").statusCode();
    assertThat(status).isEqualTo(429);
    await().atMost(PATIENCE).until(() -> server.log().contains("wrong tokens from 127.0.0.1"));
    assertThat(server.log()).doesNotContain("guess-");
  }

  /// A documented path with placeholders replaced by existing names.
  private static String concrete(String path) {
    return path.replace("{type}", "draining")
        .replace("{path}", "members")
        .replace("/breakers/{name}", "/breakers/provider:offline")
        .replace("{name}", "io.parley")
        .replace("{tenant}", "default")
        .replace("{address}", "127.0.0.1:1")
        .replace("{id}", "nobody");
  }

  private static void changesHowMuchIsLogged(URI management) throws Exception {
    var operator = Optional.of(ServerProcess.OPERATOR_TOKEN);
    var more = send(management, "PUT", "/loggers/io.parley", operator, "{\"level\":\"DEBUG\"}");
    assertThat(JSON.readTree(more.body()).get("level").asText()).isEqualTo("DEBUG");
    var back = send(management, "DELETE", "/loggers/io.parley", operator, "");
    assertThat(JSON.readTree(back.body()).get("level").asText()).isEqualTo("INFO");
  }
}
