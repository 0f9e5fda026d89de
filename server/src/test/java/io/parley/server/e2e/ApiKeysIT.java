package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.session.TestSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// API keys on the built program: made by an operator, used over HTTP and a WebSocket, revoked.
class ApiKeysIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  /// The open socket of a revoked key is closed by the revocation itself, another node's within
  /// five seconds; a busy machine takes longer.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Caller OPERATOR = Caller.with(ServerProcess.OPERATOR_TOKEN);
  private static final int TOKEN_EXPIRED = 4401;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void a_key_opens_what_it_is_for_from_where_it_may_until_it_is_revoked() throws Exception {
    var made = made("[\"read\", \"oversee\"]", "[\"127.0.0.0/8\", \"::1/64\"]");
    var key = made.get("key").asText();
    var program = Caller.with(key);
    var session = Caller.start(SERVER);
    Caller.with(session.token()).say(SERVER, session, "m1", "hello");

    var path = "/v1/sessions/" + session.id();
    assertThat(program.get(SERVER, path).get("id").asText()).isEqualTo(session.id());
    assertThat(program.get(SERVER, "/v1/sessions?limit=1").has("sessions")).isTrue();
    // neither more than its scopes, nor more keys
    program.post(SERVER, path + "/messages", "{\"id\": \"m2\", \"text\": \"hello\"}", 403);
    program.post(SERVER, "/v1/api-keys", "{\"name\": \"a\", \"scopes\": [\"read\"]}", 403);

    try (var socket = TestSocket.open(HTTP, socket(session), key)) {
      assertThat(socket.next("event").at("/event/kind").asText()).isEqualTo("session-started");
      assertThat(listed(made).has("revokedAt")).isFalse();
      await().atMost(PATIENCE).until(() -> listed(made).has("usedAt"));

      OPERATOR.delete(SERVER, "/v1/api-keys/" + made.get("id").asText(), 204);
      assertThat(socket.closeCode()).isEqualTo(TOKEN_EXPIRED);
      assertThatThrownBy(() -> TestSocket.open(HTTP, socket(session), key))
          .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }
    program.get(SERVER, path, 401);
    assertThat(listed(made).has("revokedAt")).isTrue();
    OPERATOR.delete(SERVER, "/v1/api-keys/" + made.get("id").asText(), 404);
  }

  @Test
  void a_key_of_another_address_is_refused_like_a_revoked_one() throws Exception {
    var foreign = made("[\"oversee\"]", "[\"198.51.100.0/24\"]");
    var revoked = made("[\"oversee\"]", "[]");
    OPERATOR.delete(SERVER, "/v1/api-keys/" + revoked.get("id").asText(), 204);
    assertThat(refused(foreign)).isEqualTo(refused(revoked));
    OPERATOR.delete(SERVER, "/v1/api-keys/" + foreign.get("id").asText(), 204);
  }

  @Test
  void a_program_starts_a_session_for_a_customer_whom_it_names() throws Exception {
    var made = made("[\"start\", \"name-customer\"]", "[]");
    var program = Caller.with(made.get("key").asText());
    var started =
        program.post(SERVER, "/v1/sessions", "{\"customer\": {\"id\": \"c-api-key\"}}", 201);
    var session = new Caller.Session(started.get("id").asText(), started.get("token").asText());
    var first = Caller.with(session.token()).events(SERVER, session).getFirst();
    assertThat(first.at("/event/kind").asText()).isEqualTo("session-started");
    program.get(SERVER, "/v1/sessions/" + session.id(), 403);
    OPERATOR.delete(SERVER, "/v1/api-keys/" + made.get("id").asText(), 204);
  }

  private static JsonNode made(String scopes, String addresses) throws Exception {
    var body =
        "{\"name\": \"test\", \"scopes\": %s, \"addresses\": %s}".formatted(scopes, addresses);
    return OPERATOR.post(SERVER, "/v1/api-keys", body, 201);
  }

  private static JsonNode listed(JsonNode made) throws Exception {
    return StreamSupport.stream(
            OPERATOR.get(SERVER, "/v1/api-keys").get("keys").spliterator(), false)
        .filter(key -> key.get("id").equals(made.get("id")))
        .findFirst()
        .orElseThrow();
  }

  private static String refused(JsonNode made) throws Exception {
    var problem = Caller.with(made.get("key").asText()).get(SERVER, "/v1/budgets", 401);
    return problem.get("type").asText() + " " + problem.get("title") + " " + problem.get("detail");
  }

  private static URI socket(Caller.Session session) {
    var http = SERVER.http("/v1/sessions/" + session.id() + "/socket?after=0");
    return URI.create(http.toString().replaceFirst("^http", "ws"));
  }
}
