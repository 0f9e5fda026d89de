package io.parley.knowledge.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.parse.sample.Read;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;

class TextFormatsTest {
  @Test
  void front_matter_names_title_language_labels_and_address() throws Exception {
    var read =
        Read.document(
            "a.md",
            """
            ---
            title: "Returns: all of them"
            lang: de_AT
            tags: [money, 'orders']
            url: https://example.com/r
            id: returns
            ---

            ## When

            Within *30* days.
            """);
    assertThat(read.title()).contains("Returns: all of them");
    assertThat(read.language()).contains("de-AT");
    assertThat(read.labels()).containsExactly("money", "orders");
    assertThat(read.source()).contains("https://example.com/r");
    assertThat(read.key()).contains("returns");
    assertThat(read.body()).isEqualTo("## When\n\nWithin *30* days.\n");
  }

  @Test
  void a_list_in_front_matter_may_have_a_line_for_each() throws Exception {
    var read = Read.document("a.md", "---\ntags:\n  - a\n  - b c\nx: {y: z}\n---\ntext\n");
    assertThat(read.labels()).containsExactly("a", "b c");
  }

  @Test
  void without_front_matter_the_first_heading_is_the_title() throws Exception {
    assertThat(Read.document("a.md", "---\n\nintro\n\n# The title #\n").title())
        .contains("The title");
  }

  @Test
  void a_text_keeps_its_paragraphs_and_is_never_markup() throws Exception {
    var bytes = "Größe:\r\n  klein\r\n\r\n\r\n# groß\r\n".getBytes(Charset.forName("windows-1252"));
    assertThat(Read.document("a.txt", bytes).body()).isEqualTo("Größe:  \nklein\n\n\\# groß\n");
  }

  @Test
  void invisible_characters_are_left_out() throws Exception {
    assertThat(Read.document("a.txt", "pa\u00ADcket\u202E\u200B \u0007now \uDB40\uDC41x").body())
        .isEqualTo("packet now x\n");
  }
}
