package io.parley.knowledge.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.parley.knowledge.embed.EmbedderSettings.OnnxFile;
import io.parley.knowledge.embed.EmbedderSettings.Pooling;
import io.parley.knowledge.fake.MiniLm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEmbedderTest {
  @TempDir private Path directory;

  @Test
  void the_built_in_model_as_files_has_the_same_vectors() throws IOException {
    var file =
        new OnnxFile(
            unpacked("all-minilm-l6-v2-q.onnx"),
            unpacked("all-minilm-l6-v2-q-tokenizer.json"),
            Pooling.MEAN);
    try (var embedder = new OnnxEmbedder(file, CompletableFuture.completedFuture(null))) {
      var text = "How do I return shoes?";
      assertThat(embedder.embed(text)).containsExactly(MiniLm.EMBEDDER.embed(text), within(1e-5f));
      assertThat(embedder.dimensions()).isEqualTo(384);
      var cls = new OnnxFile(file.model(), file.tokenizer(), Pooling.CLS);
      assertThat(new OnnxEmbedder(cls, CompletableFuture.completedFuture(null)).id())
          .isNotEqualTo(embedder.id());
    }
  }

  @Test
  void a_missing_file_is_refused() {
    var missing = directory.resolve("model.onnx");
    assertThatThrownBy(
            () ->
                new OnnxEmbedder(
                    new OnnxFile(missing, missing, Pooling.MEAN), new CompletableFuture<>()))
        .hasMessage(
            "parley.embedder.onnx.model: %s (expected: a file that this user can read)"
                .formatted(missing));
  }

  private Path unpacked(String name) throws IOException {
    var file = directory.resolve(name);
    try (var in = OnnxEmbedderTest.class.getResourceAsStream("/" + name)) {
      Files.copy(in, file);
    }
    return file;
  }
}
