package io.parley.knowledge.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.Embedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedVectorsTest {
  @TempDir private Path directory;
  private Path file;
  private final List<String> computed = new ArrayList<>();

  /// A text's length and its first letter.
  private final Embedder embedder =
      new Embedder() {
        @Override
        public String id() {
          return "lengths";
        }

        @Override
        public int dimensions() {
          return 2;
        }

        @Override
        public List<float[]> embed(List<String> texts) {
          computed.addAll(texts);
          return texts.stream().map(text -> new float[] {text.length(), text.charAt(0)}).toList();
        }
      };

  @BeforeEach
  void record() {
    file = directory.resolve("vectors.bin");
    try (var recording = new RecordingEmbedder(embedder, file)) {
      recording.embed(List.of("one", "three", "one"));
      recording.embed("three");
    }
    computed.clear();
  }

  @Test
  void only_texts_that_were_not_prepared_are_computed_and_each_vector_is_its_text_s()
      throws IOException {
    var prepared = new PreparedEmbedder(embedder, PreparedVectors.read(file, "lengths"));
    var texts = List.of("three", "four", "one", "four");
    assertThat(prepared.embed(texts).stream().map(Arrays::toString))
        .containsExactlyElementsOf(embedder.embed(texts).stream().map(Arrays::toString).toList());
    assertThat(computed.subList(0, 2)).containsExactly("four", "four");
    assertThat(prepared.id()).isEqualTo("lengths");
    assertThat(prepared.dimensions()).isEqualTo(2);
  }

  @Test
  void a_text_is_recorded_once() throws IOException {
    assertThat(Files.size(file)).isEqualTo(2 + "lengths".length() + 4 + 2 * (32 + 2 * 4));
  }

  @Test
  void vectors_of_another_embedder_are_not_used() throws IOException {
    assertThat(PreparedVectors.read(file, "others").of("one")).isEmpty();
  }

  @Test
  void a_file_that_was_cut_off_has_its_whole_entries() throws IOException {
    var bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
    var cut = PreparedVectors.read(file, "lengths");
    assertThat(cut.of("one")).contains(new float[] {3, 'o'});
    assertThat(cut.of("three")).isEmpty();
  }
}
