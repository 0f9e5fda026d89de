package io.parley.knowledge.passage;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.Article;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceTest {
  @Test
  void an_article_is_cut_at_its_sections() {
    var pieces = Piece.of(article("Before all.\n\n## One\nFirst.\n\n## Two\nSecond."), 1_000);
    assertThat(pieces)
        .containsExactly(
            new Piece("ref", "Title", "", "Before all."),
            new Piece("ref", "Title", "One", "## One\nFirst."),
            new Piece("ref", "Title", "Two", "## Two\nSecond."));
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
  void an_empty_article_has_no_passage() {
    assertThat(Piece.of(article(""), 100)).isEmpty();
    assertThat(Piece.of(article("## Only a heading"), 100)).isEmpty();
  }

  private static Article article(String body) {
    return new Article("ref", "Title", List.of(), body);
  }
}
