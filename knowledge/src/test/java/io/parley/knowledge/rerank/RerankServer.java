package io.parley.knowledge.rerank;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.outbound.guard.GuardSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/// A server with `POST /rerank` in the shapes of Cohere and of Text Embeddings Inference: a text is
/// as relevant as the number at its end.
final class RerankServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  final List<String> keys = new CopyOnWriteArrayList<>();
  volatile Function<JsonNode, String> answers = RerankServer::ranked;
  volatile int status = 200;
  volatile Instant now = Instant.parse("2026-11-23T08:00:00Z");

  /// Requests are answered when it is open.
  volatile CountDownLatch gate = new CountDownLatch(0);

  private final HttpServer server;

  RerankServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(command -> Thread.ofVirtual().start(command));
    server.createContext("/v2/rerank", this::answer);
    server.start();
  }

  EndpointReranker reranker(String overrides) {
    var config = config(overrides);
    return new EndpointReranker(
        RerankerSettings.from(config).orElseThrow(), GuardSettings.from(config), () -> now);
  }

  private Config config(String overrides) {
    return ConfigFactory.parseString("parley.reranker {" + overrides + "}")
        .withFallback(
            ConfigFactory.parseString(
                """
                parley.reranker {
                  kind = cohere, model = rank-1, api-key = key-1, text-chars = 100, timeout = 20s
                  url = "http://127.0.0.1:%d/v2/", breaker { failures = 2, open-for = 10s }
                }
                """
                    .formatted(server.getAddress().getPort())))
        .withFallback(ConfigFactory.load());
  }

  /// Results come worst first: the order is not promised.
  private static String ranked(JsonNode request) {
    var results = JSON.createArrayNode();
    boolean tei = request.has("texts");
    var texts = request.path(tei ? "texts" : "documents");
    for (int i = 0; i < texts.size(); i++) {
      var words = texts.get(i).asText().split(" ", -1);
      results
          .addObject()
          .put("index", i)
          .put(tei ? "score" : "relevance_score", Double.parseDouble(words[words.length - 1]));
    }
    return (tei ? results : JSON.createObjectNode().put("id", "1").set("results", results))
        .toString();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var key = exchange.getRequestHeaders().getFirst("Authorization");
      if (key != null) keys.add(key);
      var request = JSON.readTree(exchange.getRequestBody());
      requests.add(request);
      gate.await();
      var bytes = answers.apply(request).getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    gate.countDown();
    server.stop(0);
  }
}
