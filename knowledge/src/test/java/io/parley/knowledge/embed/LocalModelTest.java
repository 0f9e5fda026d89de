package io.parley.knowledge.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalModelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final CompletableFuture<EmbeddingModel> file = new CompletableFuture<>();
  private final AtomicInteger loadings = new AtomicInteger();

  /// Every text has the same vector.
  private static final class OneVector implements EmbeddingModel {
    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
      return Response.from(texts.stream().map(_ -> Embedding.from(new float[] {1})).toList());
    }
  }

  private LocalModel model() {
    return new LocalModel(
        started,
        () -> {
          loadings.incrementAndGet();
          return file.join();
        });
  }

  @Test
  void it_is_loaded_after_the_start_without_a_call() {
    try (var model = model()) {
      assertThat(model.isReady()).isFalse();
      assertThat(loadings).hasValue(0);
      started.complete(null);
      await().atMost(PATIENCE).until(() -> loadings.get() == 1);
      assertThat(model.isReady()).isFalse();
      file.complete(new OneVector());
      await().atMost(PATIENCE).until(model::isReady);
      assertThat(model.embed(List.of("a", "b"))).hasSize(2);
      assertThat(loadings).hasValue(1);
    }
  }

  @Test
  void a_loading_that_failed_is_told_by_the_next_call_rather_than_waited_for() {
    file.completeExceptionally(new IllegalStateException("no such file"));
    started.complete(null);
    try (var model = model()) {
      await().atMost(PATIENCE).until(model::isReady);
      assertThatThrownBy(() -> model.embed(List.of("a"))).hasMessageContaining("no such file");
    }
  }

  @Test
  void a_start_that_is_given_up_refuses_the_calls_that_wait_for_it() {
    try (var model = model()) {
      started.cancel(false);
      assertThatThrownBy(() -> model.embed(List.of("a")))
          .isInstanceOf(RejectedExecutionException.class);
    }
  }

  @Test
  void a_model_that_was_closed_before_the_start_is_not_loaded() {
    var model = model();
    model.close();
    started.complete(null);
    await().atMost(PATIENCE).until(model::isReady);
    assertThat(loadings).hasValue(0);
    assertThatThrownBy(() -> model.embed(List.of("a")))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
