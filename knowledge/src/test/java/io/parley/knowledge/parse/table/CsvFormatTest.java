package io.parley.knowledge.parse.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.knowledge.Reading.Reason;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.sample.Read;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvFormatTest {
  @Test
  void questions_and_answers_are_known_by_their_columns() throws Exception {
    var csv =
        """
        Category;Question;Answer;Language;URL
        Orders, money;Where is it?;"On its way; ""soon"".

        Look at your mail.";en_GB;https://example.com/1
        ;;empty;;
        Orders;Where is it?;Here.;;
        """;
    var content = Read.content("faq.csv", csv);
    assertThat(content.documents()).hasSize(2);
    var first = content.documents().getFirst();
    assertThat(first.title()).contains("Where is it?");
    assertThat(first.key()).contains("where-is-it");
    assertThat(first.labels()).containsExactly("Orders", "money");
    assertThat(first.language()).contains("en-GB");
    assertThat(first.source()).contains("https://example.com/1");
    assertThat(first.body()).isEqualTo("On its way; \"soon\".\n\nLook at your mail.\n");
    assertThat(content.documents().get(1).key()).contains("where-is-it-2");
    assertThat(content.warnings())
        .containsExactly("1 rows without a question or an answer were left out");
  }

  @Test
  void encodings_and_separators_are_found() throws Exception {
    for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE, ISO_8859_1))
      for (var separator : List.of(",", ";", "\t", "|")) {
        var text =
            String.join(
                separator, "pregunta", "respuesta\n¿Dónde está mi paquete?", "Está en camino\n");
        var content = Read.content("a.csv", text.getBytes(charset));
        assertThat(content.documents()).as("%s %s", charset, separator).hasSize(1);
        assertThat(content.documents().getFirst().body()).isEqualTo("Está en camino\n");
      }
  }

  @Test
  void a_mark_of_byte_order_is_no_part_of_the_first_name() throws Exception {
    var text = "\uFEFFquestion,answer\nA?,B\n";
    assertThat(Read.content("a.csv", text.getBytes(UTF_16LE)).documents()).hasSize(1);
    assertThat(Read.content("a.csv", text.getBytes(UTF_8)).documents().getFirst().title())
        .contains("A?");
  }

  @Test
  void any_other_table_stays_a_table() throws Exception {
    assertThat(Read.document("a.csv", "Country,Days\r\nSpain,3\r\n\"Chile\nSouth\",12\r\n").body())
        .isEqualTo("| Country | Days |\n| --- | --- |\n| Spain | 3 |\n| Chile South | 12 |\n");
  }

  @Test
  void an_open_quote_and_too_many_rows_are_refused() {
    assertRefused(Reason.DAMAGED, "a,b\n\"c,d\n");
    assertRefused(Reason.TOO_LARGE, "a,b\n" + "c,d\n".repeat(Read.LIMITS.rows()));
    assertRefused(
        Reason.TOO_LARGE, "question,answer\n" + "c,d\n".repeat(Read.LIMITS.documents() + 1));
  }

  private static void assertRefused(Reason reason, String text) {
    assertThatThrownBy(() -> Read.content("a.csv", text))
        .isInstanceOfSatisfying(
            RefusedFile.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}
