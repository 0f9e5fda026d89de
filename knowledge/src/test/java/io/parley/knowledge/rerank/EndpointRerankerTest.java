package io.parley.knowledge.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.knowledge.rerank.RerankerFailure.Category;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointRerankerTest {
  private static final List<String> TEXTS = List.of("a 0.1", "b 0.9", "c 0.5");

  private RerankServer server;
  private EndpointReranker reranker;

  @BeforeEach
  void start() throws IOException {
    server = new RerankServer();
    reranker = server.reranker("");
  }

  @AfterEach
  void stop() {
    reranker.close();
    server.close();
  }

  @Test
  void the_shape_of_cohere_jina_and_vllm() {
    assertThat(reranker.rank("which?", TEXTS)).containsExactly(1, 2, 0);
    var request = server.requests.getFirst();
    assertThat(request.path("model").asText()).isEqualTo("rank-1");
    assertThat(request.path("query").asText()).isEqualTo("which?");
    assertThat(request.path("documents")).hasSize(3);
    assertThat(request.path("top_n").asInt()).isEqualTo(3);
    assertThat(server.keys).containsExactly("Bearer key-1");
  }

  @Test
  void the_shape_of_text_embeddings_inference() {
    try (var tei = server.reranker("kind = tei, model = \"\", api-key = \"\"")) {
      assertThat(tei.rank("which?", TEXTS)).containsExactly(1, 2, 0);
    }
    var request = server.requests.getFirst();
    assertThat(request.path("texts")).hasSize(3);
    assertThat(request.has("model")).isFalse();
    assertThat(request.has("top_n")).isFalse();
    assertThat(server.keys).isEmpty();
  }

  @Test
  void long_texts_are_cut_between_characters() {
    server.answers = _ -> "{\"results\":[{\"index\":0,\"relevance_score\":1}]}";
    assertThat(reranker.rank("?", List.of("x".repeat(99) + "😀", "b"))).containsExactly(0);
    var texts = server.requests.getFirst().path("documents");
    assertThat(texts.get(0).asText()).isEqualTo("x".repeat(99));
  }

  @Test
  void answers_that_are_not_what_the_protocol_says_are_garbage() {
    for (var body :
        List.of(
            "secret",
            "{}",
            "[]",
            "{\"results\":[{\"index\":3,\"relevance_score\":1}]}",
            "{\"results\":[{\"index\":0,\"relevance_score\":1},{\"index\":0,\"relevance_score\":1}]}",
            "{\"results\":[{\"index\":0}]}",
            "{\"results\":[{\"index\":0,\"relevance_score\":\"secret\"}]}",
            "x".repeat(1_000_000))) {
      server.now = server.now.plusSeconds(60);
      server.answers = _ -> body;
      assertThatThrownBy(() -> reranker.rank("secret", TEXTS))
          .isInstanceOfSatisfying(
              RerankerFailure.class,
              failure -> assertThat(failure.category()).isEqualTo(Category.GARBAGE))
          .message()
          .doesNotContain("secret");
    }
  }

  @Test
  void a_server_that_fails_is_spared_and_tried_again() {
    server.status = 500;
    assertFails(Category.UNAVAILABLE, "127.0.0.1 answered 500");
    assertFails(Category.UNAVAILABLE, "127.0.0.1 answered 500");
    assertFails(Category.SPARED, "127.0.0.1 failed too often, and is spared");
    assertThat(server.requests).hasSize(2);
    server.status = 200;
    server.now = server.now.plusSeconds(11);
    assertThat(reranker.rank("which?", TEXTS)).hasSize(3);
  }

  @Test
  void a_key_that_is_not_accepted_is_not_sent_again_and_again() {
    server.status = 401;
    assertFails(Category.DENIED, "127.0.0.1 answered 401");
    assertFails(Category.SPARED, "127.0.0.1 failed too often, and is spared");
  }

  @Test
  void a_server_that_stalls_is_not_waited_for() {
    server.gate = new CountDownLatch(1);
    try (var hasty = server.reranker("timeout = 50ms")) {
      assertThatThrownBy(() -> hasty.rank("secret", TEXTS))
          .isInstanceOfSatisfying(
              RerankerFailure.class,
              failure -> assertThat(failure.category()).isEqualTo(Category.UNAVAILABLE));
    }
  }

  private void assertFails(Category category, String message) {
    assertThatThrownBy(() -> reranker.rank("secret", TEXTS))
        .isInstanceOfSatisfying(
            RerankerFailure.class, failure -> assertThat(failure.category()).isEqualTo(category))
        .hasMessage(message);
  }
}
