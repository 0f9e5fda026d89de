package io.parley.http.session;

import static io.parley.http.session.SocketClosingTest.closes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.core.audit.Act;
import io.parley.core.identity.KeyOwner;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.identity.apikey.ApiKeyTokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Sockets, streams and calls of programs with API keys.
class SocketKeysTest {
  private final EdgeServer server = EdgeServer.start();
  private final SessionKey session = server.startSession();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_socket_of_a_key_that_ended_is_4401() {
    var key = key("read");
    try (var socket = server.socket(session, key.text());
        var agents = server.socket(session, EdgeServer.AGENT)) {
      socket.upTo("caught-up");
      agents.upTo("caught-up");
      server.tokens.keyWatches().revoked(key.key().id());
      closes(socket, 4401, "/problems/token-expired");
      agents.send("{\"type\":\"ping\",\"at\":1}");
      assertThat(agents.next().path("type").asText()).isEqualTo("pong");
    }
  }

  @Test
  void a_key_without_the_scope_says_nothing_on_a_socket() {
    try (var socket = server.socket(session, key("read").text())) {
      socket.upTo("caught-up");
      socket.send("{\"type\":\"say\",\"id\":\"m1\",\"text\":\"hello\"}");
      var rejected = socket.next("rejected");
      assertThat(rejected.at("/problem/type").asText()).isEqualTo("/problems/not-allowed");
    }
  }

  @Test
  void a_key_that_is_not_accepted_gets_no_socket() {
    var text = key("read").text();
    var wrong = text.substring(0, 20) + "A".repeat(43);
    assertThatThrownBy(() -> server.socket(session, wrong))
        .hasStackTraceContaining("status code 401");
  }

  @Test
  void a_key_that_may_not_read_gets_no_socket() {
    for (var scope : List.of("start", "talk", "oversee")) {
      var text = key(scope).text();
      assertThatThrownBy(() -> server.socket(session, text))
          .as(scope)
          .hasStackTraceContaining("status code 403");
    }
  }

  @Test
  void a_stream_of_a_key_that_ended_ends() throws IOException {
    var key = key("read");
    var request =
        HttpRequest.newBuilder(server.uri("/v1/sessions/" + session.session() + "/events"))
            .timeout(EdgeServer.PATIENCE)
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + key.text())
            .build();
    var response =
        server.client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()).join();
    assertThat(response.statusCode()).isEqualTo(200);
    try (var stream =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(stream.readLine()).startsWith("retry");
      // up to the session's first event: then the stream is open
      var line = stream.readLine();
      while (!line.startsWith("data:")) line = stream.readLine();
      server.tokens.keyWatches().revoked(key.key().id());
      var rest = stream.lines().toList();
      assertThat(rest).noneMatch(text -> text.startsWith("data:"));
    }
    await().atMost(EdgeServer.PATIENCE).until(() -> server.tokens.keyWatches().holders().isEmpty());
  }

  @Test
  void a_session_is_read_and_started_only_by_keys_for_that() {
    var path = "/v1/sessions/" + session.session();
    assertThat(call("GET", path, "", key("read"))).isEqualTo(200);
    assertThat(call("GET", path, "", key("start"))).isEqualTo(403);
    assertThat(call("POST", "/v1/sessions", "{}", key("start"))).isEqualTo(201);
    assertThat(call("POST", "/v1/sessions", "{}", key("read"))).isEqualTo(403);
  }

  @Test
  void a_program_that_speaks_mcp_has_the_tools_of_its_scopes() {
    assertThat(mcp("{\"method\":\"tools/list\"}", key("oversee"))).contains("\"search");
    assertThat(mcp("{\"method\":\"tools/list\"}", key("read"))).contains("\"tools\":[]");
    var arguments = "{\"message\":\"Hello?\"}";
    var ask =
        "{\"method\":\"tools/call\",\"params\":{\"name\":\"ask\",\"arguments\":" + arguments + "}}";
    var asked = mcp(ask, key("hold-token"));
    assertThat(asked).contains("\"isError\":true", "/problems/not-allowed");
  }

  private String mcp(String request, ApiKeyTokens.Issued key) {
    return server
        .call(
            "POST",
            "/v1/mcp",
            request.replaceFirst("\\{", "{\"jsonrpc\":\"2.0\",\"id\":1,"),
            "Authorization",
            "Bearer " + key.text(),
            "Accept",
            "application/json")
        .body();
  }

  private int call(String method, String path, String body, ApiKeyTokens.Issued key) {
    return server.call(method, path, body, "Authorization", "Bearer " + key.text()).statusCode();
  }

  private ApiKeyTokens.Issued key(String scope) {
    var wish =
        new ApiKeyTokens.Wish(
            TenantId.DEFAULT,
            "test",
            Set.of(scope),
            List.of(),
            Optional.empty(),
            new KeyOwner.Installation());
    return new ApiKeyTokens(server.keys, new SecureRandom())
        .issue(wish, Act.ofProgram("test", Instant.now()))
        .toCompletableFuture()
        .join()
        .orElseThrow();
  }
}
