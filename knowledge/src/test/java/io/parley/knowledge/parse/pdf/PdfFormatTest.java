package io.parley.knowledge.parse.pdf;

import static io.parley.knowledge.parse.sample.PdfFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.knowledge.Reading.Reason;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.sample.GoodFiles;
import io.parley.knowledge.parse.sample.PdfFiles;
import io.parley.knowledge.parse.sample.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PdfFormatTest {
  @Test
  void headings_are_known_by_their_size_and_divided_words_are_joined() throws Exception {
    var document = Read.document("a.pdf", GoodFiles.pdf());
    assertThat(document.body())
        .isEqualTo(
            """
            You can send back what you do not like within thirty days. We pay the postage, and refund \
            the price once the parcel has arrived in our warehouse.

            ## Exceptions

            - opened software
            - food and flowers
            """);
    assertThat(document.title()).contains("Returns");
  }

  @Test
  void properties_name_title_and_language() throws Exception {
    var document = PdfFiles.document(List.of(text(72, 700, 11, "Ein Text von einiger Länge.")));
    document.getDocumentInformation().setTitle("Handbuch");
    document.getDocumentCatalog().setLanguage("de-AT");
    var read = Read.document("a.pdf", PdfFiles.bytes(document));
    assertThat(read.title()).contains("Handbuch");
    assertThat(read.language()).contains("de-AT");
  }

  @Test
  void pages_are_sections_where_there_are_no_headings() throws Exception {
    var read =
        Read.document(
            "a.pdf",
            PdfFiles.of(
                List.of(text(72, 700, 11, "The first page has this sentence.")),
                List.of(text(72, 700, 11, "The second page has another one."))));
    assertThat(read.body())
        .isEqualTo(
            """
            ## Page 1

            The first page has this sentence.

            ## Page 2

            The second page has another one.
            """);
    assertThat(read.title()).isEqualTo(Optional.empty());
  }

  @Test
  void columns_are_read_one_after_the_other() throws Exception {
    var texts = new ArrayList<PdfFiles.Text>();
    for (int i = 0; i < 5; i++) texts.add(text(72, 700 - 14 * i, 11, "left line " + i));
    for (int i = 0; i < 5; i++) texts.add(text(320, 700 - 14 * i, 11, "right line " + i));
    assertThat(Read.document("a.pdf", PdfFiles.of(texts)).body())
        .containsSubsequence("left line 0", "left line 4", "right line 0", "right line 4");
  }

  @Test
  void lines_written_from_bottom_to_top_are_read_from_top_to_bottom() throws Exception {
    var texts = new ArrayList<PdfFiles.Text>();
    for (int i = 9; i >= 0; i--) texts.add(text(72, 700 - 14 * i, 11, "line number " + i));
    assertThat(Read.document("a.pdf", PdfFiles.of(texts)).body())
        .containsSubsequence("number 0", "number 1", "number 5", "number 9");
  }

  @Test
  void running_heads_and_page_numbers_are_left_out() throws Exception {
    var pages = new ArrayList<List<PdfFiles.Text>>();
    for (var word : List.of("Apples", "Pears", "Plums", "Figs"))
      pages.add(
          List.of(
              text(72, 760, 9, "Fruit Company, handbook"),
              text(72, 600, 11, word + " are sold by weight, and cannot be returned at all."),
              text(300, 30, 9, "Page " + (pages.size() + 1) + " of 4")));
    @SuppressWarnings({"unchecked", "rawtypes"})
    List<PdfFiles.Text>[] array = pages.toArray(new List[0]);
    var body = Read.document("a.pdf", PdfFiles.of(array)).body();
    assertThat(body).contains("Apples are", "Figs are").doesNotContain("handbook", " of 4");
  }

  @Test
  void encrypted_scanned_empty_and_long_ones_are_refused_with_the_reason() throws Exception {
    assertRefused(Reason.ENCRYPTED, PdfFiles.encrypted("user", true));
    assertRefused(Reason.ENCRYPTED, PdfFiles.encrypted("", false));
    assertRefused(Reason.SCANNED, PdfFiles.scanned(2));
    assertRefused(Reason.EMPTY, PdfFiles.of(List.of()));
    @SuppressWarnings({"unchecked", "rawtypes"})
    List<PdfFiles.Text>[] pages = new List[Read.LIMITS.pages() + 1];
    java.util.Arrays.fill(pages, List.of(text(72, 700, 11, "A sentence of some words.")));
    assertRefused(Reason.TOO_LARGE, PdfFiles.of(pages));
  }

  @Test
  void one_that_may_be_copied_is_read_though_its_owner_has_a_password() throws Exception {
    assertThat(Read.document("a.pdf", PdfFiles.encrypted("", true)).body())
        .contains("A secret text");
  }

  @Test
  void the_same_file_always_gives_the_same_text() throws Exception {
    var file = GoodFiles.pdf();
    assertThat(Read.document("a.pdf", file)).isEqualTo(Read.document("a.pdf", file));
  }

  private static void assertRefused(Reason reason, byte[] file) {
    assertThatThrownBy(() -> Read.content("a.pdf", file))
        .isInstanceOfSatisfying(
            RefusedFile.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}
