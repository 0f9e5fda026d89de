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
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A webhook tool that takes a call with 202. The server is killed, and the answer reaches the
/// customer by a callback to its successor.
final class LateAnswer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] KEY = "a key of 24 to 64 bytes, at least".getBytes(UTF_8);
  private static final String ANSWER = "{\"refunded\":\"20 EUR\"}";

  /// The scripted model calls the tool.
  static final String SCENE =
      """
      { when = "money back", tool = "shop.refund", arguments = { order = "7" }, text = "It said {result}" }
      """;

  private final HttpServer receiver;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
  private Caller.Session session;

  private LateAnswer(HttpServer receiver) {
    this.receiver = receiver;
  }

  /// Starts the tool's server.
  static LateAnswer receive() throws IOException {
    var late =
        new LateAnswer(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    late.receiver.createContext("/refund", late::take);
    late.receiver.setExecutor(late.executor);
    late.receiver.start();
    return late;
  }

  private String host() {
    return "127.0.0.1:" + receiver.getAddress().getPort();
  }

  String settings() {
    return """
    parley.outbound.allow = ["127.0.0.0/8"]
    parley.http.public-url = "https://chat.shop.example"
    parley.tools.sources = [{ name = shop, kind = webhook, settings {
      secret = "${secret:shop}"
      tools = [{ name = refund, description = "Refunds an order", url = "http://%s/refund",
        approval = false, answers = later,
        parameters { type = object, properties { order { type = string } }, required = [order] } }]
    } }]
    """
        .formatted(host());
  }

  /// The customer is told that the answer is pending.
  void ask(ServerProcess server) throws Exception {
    putSecret(http, server, host());
    session = Caller.start(server);
    Caller.with(session.token()).say(server, session, "m1", "money back, please");
    awaitText(server, session, "pending");
  }

  /// After the death of that server.
  void reachesTheCustomerOnce(ServerProcess server) throws Exception {
    assertThat(taken).hasSize(1);
    var path = URI.create(taken.getFirst().path("callback").asText()).getPath();
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
    assertThat(taken).as("requests of the one call").hasSize(1);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      taken.add(JSON.readTree(exchange.getRequestBody()));
      exchange.sendResponseHeaders(202, -1);
    }
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

  @Override
  public void close() {
    receiver.stop(0);
    executor.close();
    http.close();
  }
}
