package io.parley.knowledge.passage;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.Article;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PieceTest {
  @Test
  void an_article_is_cut_at_its_sections() {
    var pieces = Piece.of(article("Before all.\n\n## One\nFirst.\n\n## Two\nSecond."), 1_000);
    assertThat(pieces)
        .containsExactly(
            new Piece("ref", "Title", "", "Before all."),
            new Piece("ref", "Title", Optional.of("one"), "One", "## One\nFirst."),
            new Piece("ref", "Title", Optional.of("two"), "Two", "## Two\nSecond."));
  }

  @Test
  void a_long_section_is_cut_between_paragraphs_each_part_under_the_heading() {
    var pieces = Piece.of(article("## One\n" + "a".repeat(60) + "\n\n" + "b".repeat(60)), 100);
    assertThat(pieces)
        .extracting(Piece::text)
        .containsExactly("## One\n" + "a".repeat(60), "## One\n" + "b".repeat(60));
  }

  @Test
  void a_long_paragraph_is_cut_between_sentences_and_a_long_sentence_anywhere() {
    var sentences = "A sentence of thirty characters. ".repeat(4).strip();
    assertThat(Piece.of(article("## One\n" + sentences), 100))
        .extracting(piece -> piece.text().length())
        .allSatisfy(length -> assertThat(length).isLessThanOrEqualTo(100 + "## One\n".length()));
    assertThat(Piece.of(article("x".repeat(250)), 100))
        .extracting(Piece::text)
        .containsExactly("x".repeat(100), "x".repeat(100), "x".repeat(50));
    assertThat(Piece.of(article("🙂".repeat(75)), 101))
        .extracting(Piece::text)
        .allSatisfy(
            text -> assertThat(text.codePointCount(0, text.length()) * 2).isEqualTo(text.length()));
  }

  @Test
  void a_short_section_keeps_its_subsections_and_a_long_one_is_cut_at_them() {
    var body = "## One\nFirst.\n\n### Deep\nSecond.\n\n### Deep\n" + "c".repeat(60);
    assertThat(Piece.of(article(body), 1_000))
        .containsExactly(new Piece("ref", "Title", Optional.of("one"), "One", body));
    assertThat(Piece.of(article(body), 80))
        .containsExactly(
            new Piece("ref", "Title", Optional.of("one"), "One", "## One\nFirst."),
            new Piece("ref", "Title", Optional.of("deep"), "One: Deep", "### Deep\nSecond."),
            new Piece(
                "ref", "Title", Optional.of("deep-2"), "One: Deep", "### Deep\n" + "c".repeat(60)));
  }

  @Test
  void an_article_of_lower_headings_alone_is_cut_at_them() {
    assertThat(Piece.of(article("### One\nFirst.\n### Two\nSecond."), 1_000))
        .extracting(Piece::heading)
        .containsExactly("One", "Two");
  }

  @Test
  void tables_and_code_stay_whole() {
    var table = "| size | price |\n|---|---|\n" + "| 42 | 10 EUR |\n".repeat(8).strip();
    var code = "```\nfirst\n\n" + "x".repeat(120) + "\n```";
    var body = "a".repeat(90) + "\n\n" + table + "\n" + code + "\n" + "b".repeat(90);
    assertThat(Piece.of(article(body), 100))
        .extracting(Piece::text)
        .containsExactly("a".repeat(90), table, code, "b".repeat(90));
  }

  @Test
  void each_part_of_a_very_long_table_has_its_heading() {
    var heading = "| size | price |\n|---|---|\n";
    var pieces = Piece.of(article(heading + "| 42 | 10 EUR |\n".repeat(40)), 100);
    assertThat(pieces).hasSizeGreaterThan(5);
    assertThat(pieces).allSatisfy(piece -> assertThat(piece.text()).startsWith(heading + "| 42"));
    assertThat(
            pieces.stream()
                .flatMap(piece -> piece.text().lines())
                .filter("| 42 | 10 EUR |"::equals))
        .hasSize(40);
  }

  @Test
  void an_empty_article_has_no_passage() {
    assertThat(Piece.of(article(""), 100)).isEmpty();
    assertThat(Piece.of(article("## Only a heading"), 100)).isEmpty();
  }

  private static Article article(String body) {
    return new Article("ref", "Title", List.of(), body);
  }
}
