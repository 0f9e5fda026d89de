package io.parley.knowledge.parse.office;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.parse.sample.GoodFiles;
import io.parley.knowledge.parse.sample.OfficeFiles;
import io.parley.knowledge.parse.sample.Read;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;

class OfficeFormatsTest {
  @Test
  void a_document_keeps_headings_lists_and_tables() throws Exception {
    var read = Read.document("a.docx", GoodFiles.docx());
    assertThat(read.body())
        .isEqualTo(
            """
            # Returns

            Thirty days from delivery.

            - opened software
            - food

            | Country | Days |
            | --- | --- |
            | Spain | 3 |
            """);
    assertThat(read.title()).contains("Handbook of returns");
  }

  @Test
  void text_that_was_deleted_but_not_accepted_is_left_out_and_links_keep_their_words()
      throws Exception {
    var document = new XWPFDocument();
    var paragraph = document.createParagraph();
    paragraph.createRun().setText("See ");
    paragraph.createHyperlinkRun("https://example.com/").setText("our page");
    var deleted = paragraph.getCTP().addNewDel();
    deleted.addNewR().addNewDelText().setStringValue(" that is gone");
    assertThat(Read.document("a.docx", OfficeFiles.bytes(document)).body())
        .isEqualTo("See our page\n");
  }

  @Test
  void words_that_look_like_markup_stay_words() throws Exception {
    var document = new XWPFDocument();
    for (var text : new String[] {"# no heading", "<script>alert(1)</script>", "1. no list"})
      document.createParagraph().createRun().setText(text);
    assertThat(Read.document("a.docx", OfficeFiles.bytes(document)).body())
        .isEqualTo("\\# no heading\n\n\\<script>alert(1)\\</script>\n\n1\\. no list\n");
  }

  @Test
  void slides_are_sections_with_their_notes() throws Exception {
    assertThat(Read.document("a.pptx", GoodFiles.pptx()).body())
        .isEqualTo(
            """
            ## Opening hours

            - Monday to Friday
            - Nine to five

            > Closed on public holidays.

            ## Slide 2

            Write to us at any time.
            """);
  }

  @Test
  void a_sheet_is_a_table_and_hidden_ones_are_left_out_with_a_warning() throws Exception {
    var content = Read.content("a.xlsx", GoodFiles.xlsx());
    assertThat(content.documents().getFirst().body())
        .isEqualTo(
            """
            ## Delivery

            | Country | Days | Price |
            | --- | --- | --- |
            | Spain | 3 | 4.9 |
            | Chile | 12 | 19 |
            """);
    assertThat(content.warnings()).containsExactly("1 hidden sheets were left out");
  }

  @Test
  void rows_of_a_wide_sheet_are_sections() throws Exception {
    var workbook = new XSSFWorkbook();
    var sheet = workbook.createSheet("Products");
    for (int i = 0; i < 3; i++) {
      var row = sheet.createRow(i);
      for (int j = 0; j < 9; j++)
        row.createCell(j).setCellValue(i == 0 ? "column " + j : "value %d.%d".formatted(i, j));
    }
    assertThat(Read.document("a.xlsx", OfficeFiles.bytes(workbook)).body())
        .contains("### value 1.0\n\n- column 1: value 1.1\n- column 2: value 1.2\n")
        .contains("### value 2.0");
  }

  @Test
  void a_sheet_of_questions_gives_a_text_for_each() throws Exception {
    var workbook = new XSSFWorkbook();
    var sheet = workbook.createSheet("FAQ");
    String[][] cells = {
      {"Frage", "Antwort"}, {"Wo ist mein Paket?", "Unterwegs."}, {"Wann?", "Bald."}
    };
    for (int i = 0; i < cells.length; i++)
      for (int j = 0; j < 2; j++)
        (j == 0 ? sheet.createRow(i) : sheet.getRow(i)).createCell(j).setCellValue(cells[i][j]);
    var documents = Read.content("a.xlsx", OfficeFiles.bytes(workbook)).documents();
    assertThat(documents).hasSize(2);
    assertThat(documents.getFirst().title()).contains("Wo ist mein Paket?");
    assertThat(documents.getFirst().key()).contains("wo-ist-mein-paket");
    assertThat(documents.getFirst().body()).isEqualTo("Unterwegs.\n");
  }
}
