package io.parley.knowledge.embed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtEnvironment;
import io.parley.knowledge.fake.MiniLm;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class MiniLmEmbedderTest {
  @Test
  void every_vector_has_length_1_whatever_the_text() {
    var texts =
        List.of(
            "hello",
            "",
            " \n",
            "\0",
            "🙂",
            "\uD83D",
            "日本語",
            "word ".repeat(10_000),
            "x".repeat(5_000));
    for (var vector : MiniLm.EMBEDDER.embed(texts)) {
      assertThat(vector).hasSize(MiniLm.EMBEDDER.dimensions());
      assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void near_meanings_are_near() {
    var vectors =
        MiniLm.EMBEDDER.embed(
            List.of("How do I return shoes?", "sending footwear back", "the square root of 144"));
    assertThat(cosine(vectors.get(0), vectors.get(1)))
        .isGreaterThan(cosine(vectors.get(0), vectors.get(2)) + 0.3);
  }

  @Test
  void one_text_more_than_allowed_is_refused() {
    assertThat(MiniLm.EMBEDDER.embed(List.of())).isEmpty();
    assertThatThrownBy(
            () -> MiniLm.EMBEDDER.embed(Collections.nCopies(MiniLmEmbedder.TEXTS_MAX + 1, "x")))
        .hasMessage("texts: 257 (expected: ≤ 256)");
  }

  @Test
  void a_closed_embedder_rejects_calls() {
    var embedder = new MiniLmEmbedder();
    assertThat(embedder.embed("hello")).hasSize(embedder.dimensions());
    embedder.close();
    assertThatThrownBy(() -> embedder.embed("hello"))
        .isInstanceOf(RejectedExecutionException.class);
  }

  /// From 1.29 on, the runtime's Linux library reports to its maker unless a variable of the
  /// environment forbids it. The words of this test must not even begin to leave this machine.
  @Test
  void the_runtime_has_no_telemetry_address() throws IOException {
    try (var in =
        OrtEnvironment.class.getResourceAsStream(
            "/ai/onnxruntime/native/linux-x64/libonnxruntime.so")) {
      assertThat(new String(in.readAllBytes(), ISO_8859_1).contains("events.data.microsoft.com"))
          .isFalse();
    }
  }

  @Test
  void the_tokenizers_telemetry_is_disabled() {
    assertThat(MiniLm.EMBEDDER.embed("hello")).isNotEmpty();
    assertThat(Boolean.getBoolean(MiniLmEmbedder.NO_REPORTS)).isTrue();
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }
}
