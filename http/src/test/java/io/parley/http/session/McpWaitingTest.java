package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls of the MCP server that wait for a reply or for a human.
class McpWaitingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ASK = "{\"name\":\"ask\",\"arguments\":{\"message\":\"Hello?\"}}";

  private EdgeServer server = EdgeServer.start();
  private SessionKey key = server.startSession();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_draining_node_sends_a_waiting_caller_away_and_the_reply_still_comes() {
    var asked = called(ASK);
    awaitReader();
    server.readers.drain(Duration.ofSeconds(60));
    assertThat(asked.join().at("/result/structuredContent/status").asText()).isEqualTo("waiting");
    Awaitility.await().untilAsserted(() -> assertThat(server.readers.count()).isZero());
    assertThat(server.sessions.view(key).toCompletableFuture().join().orElseThrow().openTurn())
        .contains(1);
    var refused = called(ASK).join();
    assertThat(refused.at("/result/isError").asBoolean()).isTrue();
    assertThat(refused.at("/result/_meta/io.parley~1problem/status").asInt()).isEqualTo(503);
  }

  @Test
  void a_revoked_token_ends_the_wait_and_gets_no_reply() {
    var asked = called(ASK);
    awaitReader();
    var revoked =
        server.call(
            "DELETE",
            "/v1/sessions/" + key.session() + "/tokens",
            "",
            "Authorization",
            "Bearer " + EdgeServer.AGENT);
    assertThat(revoked.statusCode()).isEqualTo(204);
    var result = asked.join().at("/result/structuredContent");
    assertThat(result.path("status").asText()).isEqualTo("waiting");
    assertThat(result.has("reply")).isFalse();
  }

  @Test
  void the_wait_for_a_reply_is_a_setting() {
    server.close();
    server = EdgeServer.start("parley.http.readers.reply-within = 100ms");
    key = server.startSession();
    assertThat(called(ASK).join().at("/result/structuredContent/status").asText())
        .isEqualTo("waiting");
  }

  @Test
  void the_agent_replies_to_the_wish_for_a_human_and_later_the_human_is_heard() {
    var wish = called(handOver("\"reason\":\"Der Schuh ist kaputt.\",\"language\":\"de-AT\""));
    awaitReader();
    assertThat(server.sessions.read(key, 1, 1).toCompletableFuture().join().toString())
        .contains("Ich möchte mit einem Menschen sprechen.\nDer Schuh ist kaputt.");
    server.sessions.perform(key, completed());
    var requested = wish.join().at("/result/structuredContent");
    assertThat(requested.path("status").asText()).isEqualTo("requested");
    assertThat(requested.path("reply").asText()).isEqualTo("A colleague will answer.");
    assertThat(requested.path("session").asText()).isEqualTo(key.session().value());

    var after = "\"after\":" + requested.path("last").asLong();
    var waits = called(handOver(after));
    awaitReader();
    human("h1", "Hello, I am Ada.");
    var joined = waits.join().at("/result/structuredContent");
    assertThat(joined.path("status").asText()).isEqualTo("joined");
    assertThat(joined.path("messages"))
        .extracting(JsonNode::asText)
        .containsExactly("Hello, I am Ada.");

    human("h2", "Which size?");
    var missed = called(handOver(after)).join().at("/result/structuredContent/messages");
    assertThat(missed)
        .extracting(JsonNode::asText)
        .containsExactly("Hello, I am Ada.", "Which size?");
    var later = called(handOver("\"after\":" + joined.path("last").asLong())).join();
    assertThat(later.at("/result/structuredContent/messages"))
        .extracting(JsonNode::asText)
        .containsExactly("Which size?");
  }

  @Test
  void a_wait_after_what_has_not_happened_is_refused() {
    var refused = called(handOver("\"after\":99")).join();
    assertThat(refused.at("/result/isError").asBoolean()).isTrue();
    assertThat(refused.at("/result/content/0/text").asText()).contains("after: 99 (expected: ≤ 1)");
    var both = called(handOver("\"after\":1,\"reason\":\"x\"")).join();
    assertThat(both.at("/result/content/0/text").asText()).contains("expected: one of them");
  }

  private static String handOver(String arguments) {
    return "{\"name\":\"hand_over\",\"arguments\":{%s}}".formatted(arguments);
  }

  private void human(String id, String text) {
    server.sessions.perform(
        key, new SessionCommand.Say(id, Party.HUMAN, text, Channel.WEB, Instant.now()));
  }

  private static SessionCommand completed() {
    return new SessionCommand.CompleteReply(
        1,
        1,
        "A colleague will answer.",
        List.of(),
        1,
        1,
        Usage.unpriced("test", 1, 1),
        false,
        Instant.now());
  }

  private void awaitReader() {
    Awaitility.await().until(() -> server.sessions.readers(key) == 1);
  }

  private CompletableFuture<JsonNode> called(String params) {
    var token = "Bearer " + server.token(key);
    return CompletableFuture.supplyAsync(
            () ->
                server.call(
                    "POST",
                    "/v1/mcp",
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":%s}"
                        .formatted(params),
                    "Authorization",
                    token,
                    "Accept",
                    "application/json"))
        .thenApply(McpWaitingTest::read);
  }

  private static JsonNode read(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
