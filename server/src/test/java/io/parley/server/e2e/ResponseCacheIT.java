package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The response cache of the built program, in front of the scripted model, with real tools.
class ResponseCacheIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Time to index the help centre on a busy machine.
  private static final Duration INDEXED = Duration.ofMinutes(3);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SETTINGS =
      """
      parley.accounts.sign-up = open
      parley.response-cache { enabled = true, chunk { words = 2, delay = 20ms } }
      parley.model.scripted.script = [
        { when = "return", tool = "kb.search", arguments = { query = "how long to return" }
          text = "You have sixty days to send things back to us." }
        { when = "order", tool = "fetch_status", arguments = { kind = "order", number = "1042" }
          text = "This is what I found: {result}" }
      ]
      """;

  @TempDir Path data;

  @Test
  void impersonal_answers_are_cached_and_personal_ones_never() throws Exception {
    var settings = data.resolveSibling(data.getFileName() + ".conf");
    Files.writeString(settings, SETTINGS);
    var arguments = List.of("serve", "--config", settings.toString());
    try (var server = ServerProcess.start(data, Map.of("PARLEY_MODEL", "scripted"), arguments)) {
      // nothing is cached before the index is complete, so several first questions may miss
      await()
          .atMost(INDEXED)
          .untilAsserted(
              () ->
                  assertThat(answer(server, "How long may I return shoes?").usage("cached"))
                      .isTrue());

      var agent = Caller.with(ServerProcess.AGENT_TOKEN);
      long before = hits(agent, server, "exact");
      var hit = answer(server, "how LONG may I return shoes");
      assertThat(hit.usage("cached")).isTrue();
      assertThat(hit.completed().at("/event/usage/model").asText()).isEqualTo("scripted");
      assertThat(hit.completed().at("/event/usage/outputTokens").asInt()).isZero();
      assertThat(hit.text()).isEqualTo("You have sixty days to send things back to us.");
      assertThat(hit.completed().at("/event/sources")).isNotEmpty();
      // on a busy machine pieces of it arrive together
      assertThat(hit.deltas()).isNotEmpty();
      assertThat(hit.toolCalls()).isZero();
      assertThat(hits(agent, server, "exact")).isEqualTo(before + 1);

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          answer(server, "How long can I return my shoes, please?").usage("cached"))
                      .isTrue());
      assertThat(hits(agent, server, "semantic")).isPositive();
      isOfItsOrganisationAlone(server);

      for (int i = 0; i < 2; i++) {
        var own = answer(server, "Where is my order?");
        assertThat(own.usage("cached")).isFalse();
        assertThat(own.toolCalls()).isEqualTo(1);
      }
      assertThat(metrics(server))
          .contains("parley_response_cache_total{outcome=\"hit-exact\"}")
          .contains("parley_response_cache_total{outcome=\"uncacheable\"}");

      var emptied =
          HttpRequest.newBuilder(server.http("/v1/cache"))
              .header("Authorization", "Bearer " + ServerProcess.OPERATOR_TOKEN)
              .DELETE()
              .build();
      assertThat(JSON.readTree(body(emptied)).get("entries").asInt()).isZero();
      assertThat(answer(server, "How long may I return shoes?").usage("cached")).isFalse();
    }
  }

  /// The same question in another organisation is one for the model.
  private static void isOfItsOrganisationAlone(ServerProcess server) throws Exception {
    var founder = new Founder("Ada", "ada@cached.example", "The other shop", "cached-other");
    founder.signUp(server);
    var reply = founder.claim(server, server.management("/mails"));
    var token = reply.get("accessToken").asText();
    var owner = Caller.with(token);
    var started = owner.post(server, "/v1/sessions", "{}", 201);
    var session = new Caller.Session(started.get("id").asText(), started.get("token").asText());
    var own = answer(server, session, token, "How long may I return shoes?");
    assertThat(own.usage("cached")).isFalse();
    assertThat(own.toolCalls()).isEqualTo(1);
    assertThat(hits(owner, server, "exact")).isZero();
    assertThat(hits(owner, server, "semantic")).isZero();
  }

  private static long hits(Caller agent, ServerProcess server, String kind) throws Exception {
    return agent.get(server, "/v1/cache").at("/hits/" + kind).asLong();
  }

  private static String metrics(ServerProcess server) throws Exception {
    var addresses = JSON.readTree(Files.readString(server.data().resolve("addresses.json")));
    var address = URI.create(addresses.get("management").asText());
    return body(HttpRequest.newBuilder(address.resolve("/metrics")).build());
  }

  private static String body(HttpRequest request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  /// One question in a new session of an unknown customer, read as an agent.
  private static Heard answer(ServerProcess server, String question) throws Exception {
    return answer(server, Caller.start(server), ServerProcess.AGENT_TOKEN, question);
  }

  /// @param reader token of somebody who may read the session
  private static Heard answer(
      ServerProcess server, Caller.Session session, String reader, String question)
      throws Exception {
    var heard = new Heard();
    try (var client = HttpClient.newHttpClient()) {
      var address = server.http("/v1/sessions/" + session.id() + "/socket").toString();
      var socket =
          client
              .newWebSocketBuilder()
              .subprotocols("parley.v1", "bearer." + reader)
              .buildAsync(URI.create(address.replaceFirst("^http", "ws")), heard)
              .join();
      await().atMost(PATIENCE).until(() -> heard.has("caught-up"));
      Caller.with(session.token()).say(server, session, "m1", question);
      await().atMost(PATIENCE).until(() -> heard.event("reply-completed") > 0);
      socket.abort();
    }
    return heard;
  }

  /// The events of one socket.
  private static final class Heard implements WebSocket.Listener {
    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder half = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      half.append(data);
      if (last) {
        try {
          frames.add(JSON.readTree(half.toString()));
        } catch (IOException e) {
          throw new AssertionError("not JSON", e);
        }
        half.setLength(0);
      }
      socket.request(1);
      return null;
    }

    boolean has(String type) {
      return frames.stream().anyMatch(frame -> frame.path("type").asText().equals(type));
    }

    long event(String kind) {
      return frames.stream().filter(frame -> frame.at("/event/kind").asText().equals(kind)).count();
    }

    long toolCalls() {
      return event("tool-call-settled");
    }

    List<JsonNode> deltas() {
      return frames.stream().filter(frame -> frame.path("type").asText().equals("delta")).toList();
    }

    JsonNode completed() {
      return frames.stream()
          .filter(frame -> frame.at("/event/kind").asText().equals("reply-completed"))
          .findFirst()
          .orElseThrow();
    }

    String text() {
      return completed().at("/event/text").asText();
    }

    boolean usage(String field) {
      return completed().at("/event/usage/" + field).asBoolean();
    }
  }
}
