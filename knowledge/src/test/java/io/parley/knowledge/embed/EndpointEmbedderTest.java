package io.parley.knowledge.embed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.knowledge.embed.EmbedderFailure.Category;
import io.parley.outbound.breaker.BreakerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a server with the wire format of OpenAI's embeddings.
class EndpointEmbedderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  /// An answer of the double.
  private record Answer(int status, String body, Optional<String> retryAfter) {
    static Answer ok(String body) {
      return new Answer(200, body, Optional.empty());
    }
  }

  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private Function<JsonNode, Answer> answers = EndpointEmbedderTest::reversed;
  private Instant now = START;
  private HttpServer server;
  private EndpointEmbedder embedder;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/embeddings", this::answer);
    server.start();
    var url = URI.create("http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort()));
    embedder =
        new EndpointEmbedder(
            new EmbedderSettings.Endpoint(
                url,
                Optional.of("sk-test"),
                "model",
                2,
                3,
                100,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                new BreakerSettings(2, Duration.ofSeconds(10), Duration.ofMinutes(1))),
            (InstantSource) () -> now);
  }

  @AfterEach
  void stop() {
    embedder.close();
    server.stop(0);
  }

  @Test
  void texts_go_in_batches_and_their_vectors_come_back_in_order_with_length_1() {
    var vectors = embedder.embed(List.of("1", "2", "3", "4", "x".repeat(200)));
    assertThat(vectors)
        .extracting(vector -> vector[0] / vector[1])
        .containsExactly(1f, 2f, 3f, 4f, 100f);
    for (var vector : vectors)
      assertThat(Math.hypot(vector[0], vector[1])).isCloseTo(1, within(1e-6));
    assertThat(requests).hasSize(2);
    assertThat(requests.getFirst().path("model").asText()).isEqualTo("model");
    assertThat(requests.getFirst().path("encoding_format").asText()).isEqualTo("float");
    assertThat(requests.getLast().path("input").get(1).asText()).hasSize(100);
    assertThat(keys).containsOnly("Bearer sk-test");
    assertThat(embedder.dimensions()).isEqualTo(2);
    assertThat(embedder.id()).isEqualTo("openai-model-2");
  }

  @Test
  void errors_have_categories_and_messages_without_texts() {
    answers = _ -> new Answer(400, "your text 'secret' is too long", Optional.empty());
    assertFails(Category.REFUSED, "127.0.0.1 answered 400");
    answers = _ -> new Answer(503, "", Optional.empty());
    assertFails(Category.UNAVAILABLE, "127.0.0.1 answered 503");
  }

  @Test
  void answers_that_are_not_what_the_protocol_says_are_garbage() {
    for (var body :
        List.of(
            "secret",
            "{}",
            "{\"data\":[{\"index\":0,\"embedding\":[1]}]}",
            "{\"data\":[{\"index\":1,\"embedding\":[1,0]}]}",
            "{\"data\":[{\"index\":0,\"embedding\":[0,0]}]}",
            "{\"data\":[{\"index\":0,\"embedding\":[\"a\",1]}]}",
            "{\"data\":[{\"index\":0,\"embedding\":[1,0]},{\"index\":0,\"embedding\":[1,0]}]}")) {
      now = now.plusSeconds(60);
      answers = _ -> Answer.ok(body);
      assertThatThrownBy(() -> embedder.embed("secret"))
          .isInstanceOfSatisfying(
              EmbedderFailure.class,
              failure -> assertThat(failure.category()).isEqualTo(Category.GARBAGE))
          .message()
          .doesNotContain("secret");
    }
  }

  @Test
  void a_server_that_fails_is_spared_and_tried_again() {
    answers = _ -> new Answer(500, "", Optional.empty());
    assertFails(Category.UNAVAILABLE, "127.0.0.1 answered 500");
    assertFails(Category.UNAVAILABLE, "127.0.0.1 answered 500");
    assertFails(Category.UNAVAILABLE, "127.0.0.1 failed too often, and is spared");
    assertThat(requests).hasSize(2);
    now = now.plusSeconds(11);
    answers = EndpointEmbedderTest::reversed;
    assertThat(embedder.embed("1")).hasSize(2);
  }

  @Test
  void the_pause_that_a_server_asks_for_is_kept() {
    answers = _ -> new Answer(429, "", Optional.of("30"));
    assertFails(Category.RATE_LIMITED, "127.0.0.1 answered 429");
    answers = EndpointEmbedderTest::reversed;
    now = now.plusSeconds(29);
    assertFails(Category.UNAVAILABLE, "127.0.0.1 failed too often, and is spared");
    now = now.plusSeconds(2);
    assertThat(embedder.embed("1")).hasSize(2);
  }

  @Test
  void nobody_there_is_unavailable() {
    server.stop(0);
    assertThatThrownBy(() -> embedder.embed("1"))
        .isInstanceOfSatisfying(
            EmbedderFailure.class,
            failure -> {
              assertThat(failure.category()).isEqualTo(Category.UNAVAILABLE);
              assertThat(failure.retryable()).isTrue();
            });
  }

  @Test
  void a_closed_embedder_rejects_calls() {
    embedder.close();
    assertThatThrownBy(() -> embedder.embed("1")).isInstanceOf(RejectedExecutionException.class);
  }

  private void assertFails(Category category, String message) {
    assertThatThrownBy(() -> embedder.embed("secret"))
        .isInstanceOfSatisfying(
            EmbedderFailure.class, failure -> assertThat(failure.category()).isEqualTo(category))
        .hasMessage(message);
  }

  /// A vector of the text's number (or its length) and 1, the last text first.
  private static Answer reversed(JsonNode request) {
    var answer = JSON.createObjectNode().put("object", "list").put("model", "model");
    var data = answer.putArray("data");
    for (int i = request.path("input").size() - 1; i >= 0; i--) {
      var text = request.path("input").get(i).asText();
      var entry = data.addObject().put("object", "embedding").put("index", i);
      entry
          .putArray("embedding")
          .add(text.length() > 1 ? text.length() : Integer.parseInt(text))
          .add(1);
    }
    answer.putObject("usage").put("prompt_tokens", 1).put("total_tokens", 1);
    return Answer.ok(answer.toString());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
      var request = JSON.readTree(exchange.getRequestBody());
      requests.add(request);
      var answer = answers.apply(request);
      answer.retryAfter().ifPresent(s -> exchange.getResponseHeaders().add("Retry-After", s));
      var bytes = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
