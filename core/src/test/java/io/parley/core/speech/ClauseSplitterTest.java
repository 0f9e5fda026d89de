package io.parley.core.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClauseSplitterTest {
  private final ClauseSplitter splitter = new ClauseSplitter();

  @Test
  void a_sentence_is_a_clause_as_soon_as_the_next_one_begins() {
    assertThat(splitter.add("Your order is on its way")).isEmpty();
    assertThat(splitter.add(".")).isEmpty();
    assertThat(splitter.add(" It")).containsExactly("Your order is on its way. ");
    assertThat(splitter.add(" arrives tomorrow.")).isEmpty();
    assertThat(splitter.finish()).containsExactly("It arrives tomorrow.");
    assertThat(splitter.finish()).isEmpty();
  }

  @Test
  void the_first_clause_may_end_at_a_comma() {
    assertThat(split("Thanks for waiting for me, I found your order, and it is on its way."))
        .containsExactly(
            "Thanks for waiting for me, ", "I found your order, and it is on its way.");
  }

  @Test
  void a_single_word_is_spoken_with_the_next_clause() {
    assertThat(split("Yes. It has left our warehouse. Bye."))
        .containsExactly("Yes. It has left our warehouse. ", "Bye.");
  }

  @Test
  void abbreviations_amounts_versions_and_addresses_are_not_ends() {
    assertThat(
            split("Ask Dr. Miller, e.g. by mail at help@example.com today. It costs 3.50 euros."))
        .containsExactly(
            "Ask Dr. Miller, e.g. by mail at help@example.com today. ", "It costs 3.50 euros.");
    assertThat(split("Es kommt am 3. Mai, z. B. um 12.30 Uhr. Danke schön.").getLast())
        .isEqualTo("Danke schön.");
    assertThat(split("See www.example.com/a.b?c=d. Then call.").getFirst())
        .isEqualTo("See www.example.com/a.b?c=d. ");
  }

  @Test
  void every_line_end_ends_a_clause() {
    assertThat(split("Three things\n- one of them\n- another one\n\nThat is all"))
        .containsExactly("Three things\n", "- one of them\n", "- another one\n\n", "That is all");
  }

  @Test
  void a_clause_includes_its_closing_quotation_marks() {
    assertThat(split("It says “all sold out.” We are sorry."))
        .containsExactly("It says “all sold out.” ", "We are sorry.");
  }

  @Test
  void scripts_without_blanks_have_ends_too() {
    assertThat(split("ご注文は発送済みです。明日届きます。")).containsExactly("ご注文は発送済みです。", "明日届きます。");
  }

  @Test
  void endless_text_is_cut_between_words() {
    var clauses = split("word ".repeat(200));
    assertThat(clauses).hasSizeGreaterThan(3).allMatch(clause -> clause.length() <= 245);
    assertThat(clauses).allMatch(clause -> clause.startsWith("word ") && clause.endsWith("word "));
  }

  @Test
  void clauses_do_not_depend_on_the_pieces_and_joined_are_the_text() {
    var text =
        "Hello there, and welcome back! Order PL-10293 (of 3. Mai) costs €12.50. See"
            + " https://example.com/help?x=1, or ask Dr. No.\n\n1. Open it: gently.\n2. Done… Bye.";
    var whole = split(text);
    assertThat(String.join("", whole)).isEqualTo(text);
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var pieces = new ClauseSplitter();
      var clauses = new ArrayList<String>();
      for (int at = 0; at < text.length(); ) {
        int end = Math.min(text.length(), at + 1 + random.nextInt(7));
        clauses.addAll(pieces.add(text.substring(at, end)));
        at = end;
      }
      clauses.addAll(pieces.finish());
      assertThat(String.join("", clauses)).as("seed %d", seed).isEqualTo(text);
      assertThat(clauses.stream().map(String::strip).toList())
          .as("seed %d", seed)
          .isEqualTo(whole.stream().map(String::strip).toList());
    }
  }

  private static List<String> split(String text) {
    var splitter = new ClauseSplitter();
    var clauses = new ArrayList<>(splitter.add(text));
    clauses.addAll(splitter.finish());
    return clauses;
  }
}
