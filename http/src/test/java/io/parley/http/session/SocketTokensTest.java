package io.parley.http.session;

import static io.parley.http.session.SocketClosingTest.closes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.tenant.SessionKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Sockets with revoked tokens, and clients that guess tokens.
class SocketTokensTest {
  private EdgeServer server = EdgeServer.start();
  private SessionKey key = server.startSession();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_revoked_token_is_4401() {
    try (var socket = server.socket(key, server.token(key));
        var agents = server.socket(key, EdgeServer.AGENT)) {
      socket.upTo("caught-up");
      agents.upTo("caught-up");
      server.call(
          "DELETE",
          "/v1/sessions/" + key.session() + "/tokens",
          "",
          "Authorization",
          "Bearer " + EdgeServer.OPERATOR);
      closes(socket, 4401, "/problems/token-expired");
      agents.send("{\"type\":\"ping\",\"at\":1}");
      assertThat(agents.next().path("type").asText()).isEqualTo("pong");
    }
  }

  @Test
  void a_client_that_guesses_tokens_gets_no_socket_for_a_while() {
    // the guesses themselves take time
    server.close();
    server = EdgeServer.start("parley.tokens.guesses.pause = 60s");
    key = server.startSession();
    for (int i = 0; i < 6; i++)
      try (var socket = server.socket(key, "guess-" + i)) {
        closes(socket, 4404, "/problems/session-not-found");
      }
    assertThatThrownBy(() -> server.socket(key, EdgeServer.AGENT))
        .hasStackTraceContaining("status code 429");
    assertThat(
            server
                .call("GET", "/v1/sessions", "", "Authorization", "Bearer " + EdgeServer.AGENT)
                .statusCode())
        .isEqualTo(429);
    try (var socket = server.socket(key, server.token(key))) {
      socket.upTo("caught-up");
    }
  }
}
