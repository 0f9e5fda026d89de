package io.parley.knowledge.document;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.Reading;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextReaderTest {
  private final TextReader reader = new TextReader((name, type, bytes) -> TextReader.unknown());

  @Test
  void a_first_heading_is_the_title_and_leaves_the_body() {
    assertThat(read("a.md", "\n# Returns #\n\n## When?\n60 days.\n"))
        .isEqualTo(text(Optional.of("Returns"), "## When?\n60 days."));
    assertThat(read("a.md", "60 days.\n# Returns\n"))
        .isEqualTo(text(Optional.empty(), "60 days.\n# Returns"));
  }

  @Test
  void front_matter_says_title_language_and_labels() {
    var file =
        """
        ---
        title: "Rückgabe"
        language: de
        labels: [schuhe, "rück, gabe" , ]
        source: https://help.example/returns
        ---
        # Anders
        60 Tage.
        """;
    assertThat(read("a.md", file))
        .isEqualTo(
            new Reading.Read(
                new ReadDocument(
                    Optional.empty(),
                    Optional.of("Rückgabe"),
                    Optional.of("de"),
                    List.of("schuhe", "\"rück", "gabe\""),
                    Optional.of("https://help.example/returns"),
                    "60 Tage.")));
  }

  @Test
  void a_rule_without_an_end_is_text() {
    assertThat(read("a.md", "---\ntitle: x\ntext"))
        .isEqualTo(text(Optional.empty(), "---\ntitle: x\ntext"));
  }

  @Test
  void an_invalid_language_is_left_out() {
    var read = (Reading.Read) read("a.md", "---\nlanguage: \"no language\"\n---\ntext");
    assertThat(read.documents().getFirst().language()).isEmpty();
  }

  @Test
  void text_is_utf_8_or_has_a_byte_order_mark() {
    assertThat(join("a.txt", Optional.empty(), "\uFEFFä".getBytes(UTF_8)))
        .isEqualTo(text(Optional.empty(), "ä"));
    assertThat(join("a.txt", Optional.empty(), "\uFEFFä".getBytes(UTF_16LE)))
        .isEqualTo(text(Optional.empty(), "ä"));
  }

  @Test
  void other_files_are_for_another_reader_whatever_they_call_themselves() {
    assertThat(refusal(join("a.txt", Optional.empty(), new byte[] {(byte) 0xE4})))
        .isEqualTo(Reading.Reason.UNKNOWN_TYPE);
    assertThat(refusal(join("a.md", Optional.empty(), new byte[] {'P', 'K', 3, 4, 0, 0})))
        .isEqualTo(Reading.Reason.UNKNOWN_TYPE);
    assertThat(refusal(join("a.html", Optional.of("text/plain"), "text".getBytes(UTF_8))))
        .isEqualTo(Reading.Reason.UNKNOWN_TYPE);
    assertThat(join("README", Optional.of("Text/Plain; charset=utf-8"), "text".getBytes(UTF_8)))
        .isEqualTo(text(Optional.empty(), "text"));
  }

  @Test
  void a_file_without_text_is_refused() {
    assertThat(refusal(read("a.md", "# Only a title\n\n"))).isEqualTo(Reading.Reason.EMPTY);
    assertThat(refusal(read("a.md", ""))).isEqualTo(Reading.Reason.EMPTY);
  }

  private Reading read(String name, String text) {
    return join(name, Optional.empty(), text.getBytes(UTF_8));
  }

  private Reading join(String name, Optional<String> type, byte[] bytes) {
    return reader.read(name, type, bytes).toCompletableFuture().join();
  }

  private static Reading text(Optional<String> title, String body) {
    return new Reading.Read(new ReadDocument(title, Optional.empty(), body));
  }

  private static Reading.Reason refusal(Reading reading) {
    return ((Reading.Refused) reading).reason();
  }
}
