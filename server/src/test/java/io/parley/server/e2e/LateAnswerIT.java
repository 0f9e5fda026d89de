package io.parley.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A webhook tool takes a call with 202, the server is killed, and the answer reaches the customer
/// by a callback to its successor.
class LateAnswerIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] KEY = "a key of 24 to 64 bytes, at least".getBytes(UTF_8);
  private static final String ANSWER = "{\"refunded\":\"20 EUR\"}";

  @TempDir Path data;
  private final List<JsonNode> taken = new CopyOnWriteArrayList<>();

  @Test
  void an_answer_after_the_death_of_the_server_reaches_the_customer_once() throws Exception {
    var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/refund", this::take);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor();
        var http = HttpClient.newHttpClient()) {
      receiver.setExecutor(executor);
      receiver.start();
      var host = "127.0.0.1:" + receiver.getAddress().getPort();
      var arguments = List.of("--config", settings(host).toString());
      var model = Map.of("PARLEY_MODEL", "scripted");

      Caller.Session session;
      try (var server = ServerProcess.start(data.resolve("server"), model, arguments)) {
        putSecret(http, server, host);
        session = Caller.start(server);
        Caller.with(session.token()).say(server, session, "m1", "money back, please");
        awaitText(server, session, "pending");
        server.kill();
      }
      assertThat(taken).hasSize(1);
      var path = URI.create(taken.getFirst().path("callback").asText()).getPath();

      try (var server = ServerProcess.start(data.resolve("server"), model, arguments)) {
        long now = Instant.now().getEpochSecond();
        assertThat(answer(http, server, path, now, "v1,bm8=", ANSWER)).isEqualTo(401);
        assertThat(answer(http, server, path + "x", ANSWER)).isEqualTo(404);
        assertThat(answer(http, server, path, ANSWER)).isEqualTo(202);
        awaitText(server, session, "20 EUR");
        var events = Caller.with(session.token()).events(server, session);

        assertThat(answer(http, server, path, ANSWER)).isEqualTo(202);
        assertThat(answer(http, server, path, "{\"refunded\":\"30 EUR\"}")).isEqualTo(409);
        assertThat(Caller.with(session.token()).events(server, session)).isEqualTo(events);
        assertThat(events)
            .extracting(event -> event.path("event").path("kind").asText())
            .containsSubsequence(
                "tool-call-requested",
                "tool-call-deferred",
                "reply-completed",
                "tool-call-answered",
                "turn-started",
                "reply-completed");
      }
    } finally {
      receiver.stop(0);
    }
    assertThat(taken).as("requests of the one call").hasSize(1);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      taken.add(JSON.readTree(exchange.getRequestBody()));
      exchange.sendResponseHeaders(202, -1);
    }
  }

  private Path settings(String host) throws IOException {
    return Files.writeString(
        data.resolve("parley.conf"),
        """
        parley.outbound.allow = ["127.0.0.0/8"]
        parley.model.scripted.script = [
          { when = "money back", tool = "shop.refund", arguments = { order = "7" }, text = "It said {result}" }
        ]
        parley.http.public-url = "https://chat.shop.example"
        parley.tools.sources = [{ name = shop, kind = webhook, settings {
          secret = "${secret:shop}"
          tools = [{ name = refund, description = "Refunds an order", url = "http://%s/refund",
            approval = false, answers = later,
            parameters { type = object, properties { order { type = string } }, required = [order] } }]
        } }]
        """
            .formatted(host));
  }

  private static void putSecret(HttpClient http, ServerProcess server, String host)
      throws IOException, InterruptedException {
    var body =
        JSON.createObjectNode()
            .put("host", host)
            .put("value", "whsec_" + Base64.getEncoder().encodeToString(KEY));
    var response =
        http.send(
            HttpRequest.newBuilder(server.http("/v1/secrets/shop"))
                .PUT(BodyPublishers.ofString(body.toString()))
                .header("Authorization", "Bearer " + ServerProcess.OPERATOR_TOKEN)
                .header("Content-Type", "application/json")
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
  }

  private static int answer(HttpClient http, ServerProcess server, String path, String body)
      throws IOException, InterruptedException, GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    long now = Instant.now().getEpochSecond();
    var signed = mac.doFinal((id(path) + "." + now + "." + body).getBytes(UTF_8));
    return answer(
        http, server, path, now, "v1," + Base64.getEncoder().encodeToString(signed), body);
  }

  private static int answer(
      HttpClient http, ServerProcess server, String path, long at, String signature, String body)
      throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(server.http(path))
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("webhook-id", id(path))
                .header("webhook-timestamp", Long.toString(at))
                .header("webhook-signature", signature)
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void awaitText(ServerProcess server, Caller.Session session, String text) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(replies(Caller.with(session.token()).events(server, session)))
                    .anyMatch(reply -> reply.contains(text)));
  }

  private static List<String> replies(List<JsonNode> events) {
    return events.stream()
        .map(event -> event.path("event"))
        .filter(event -> event.path("kind").asText().equals("reply-completed"))
        .map(event -> event.path("text").asText())
        .toList();
  }
}
