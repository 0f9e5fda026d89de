package io.parley.voice.kokoro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KokoroPiecesTest {

  @Test
  void a_short_clause_is_one_piece() {
    assertThat(KokoroPieces.of(" Yes, it arrives on Monday. "))
        .containsExactly("Yes, it arrives on Monday.");
    assertThat(KokoroPieces.of("")).containsExactly("");
  }

  @Test
  void a_long_clause_begins_with_a_short_piece_that_ends_before_a_phrase() {
    assertThat(
            KokoroPieces.of(
                "Your order ten forty-two is on its way and should arrive on Thursday before"
                    + " noon."))
        .containsExactly(
            "Your order ten forty-two,",
            "is on its way and should arrive on Thursday before noon.");
  }

  @Test
  void a_comma_is_the_best_place() {
    assertThat(
            KokoroPieces.of(
                "If you like to, I can send it to the shop in the town where you live today."))
        .containsExactly(
            "If you like to,", "I can send it to the shop in the town where you live today.");
  }

  @Test
  void pieces_become_longer_up_to_a_limit_and_nothing_is_left_out() {
    var text = "word ".repeat(100).strip();
    var pieces = KokoroPieces.of(text);
    assertThat(pieces.getFirst().length()).isLessThanOrEqualTo(KokoroPieces.FIRST_MAX + 1);
    assertThat(pieces).hasSizeGreaterThan(4).allMatch(piece -> piece.length() <= 135);
    assertThat(String.join(" ", pieces).replace(",", "")).isEqualTo(text);
  }

  @Test
  void a_word_longer_than_a_piece_is_not_cut() {
    var word = "x".repeat(300);
    assertThat(KokoroPieces.of(word)).containsExactly(word);
    assertThat(KokoroPieces.of(word + " and so on")).containsExactly(word + ",", "and so on");
  }
}
