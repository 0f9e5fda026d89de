package io.parley.core.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PortionTest {
  private static final String SENTENCE =
      "You can send back anything that you have not worn outside. ";
  private static final String SHORT = "That is free. ";

  private final Portion portion = Portion.ofReply();

  @Test
  void two_sentences_are_said_and_the_rest_is_offered() {
    assertThat(portion.add(List.of(SENTENCE, SENTENCE, SENTENCE)))
        .containsExactly(SENTENCE, SENTENCE);
    assertThat(portion.isOver()).isFalse();
    assertThat(portion.add(List.of(SENTENCE))).isEmpty();
    assertThat(portion.isOver()).isTrue();
    assertThat(portion.said()).isEqualTo(SENTENCE + SENTENCE);
    assertThat(portion.add(List.of(SHORT))).isEmpty();
    assertThat(portion.finish()).isEmpty();
  }

  @Test
  void a_short_rest_is_said() {
    assertThat(portion.add(List.of(SENTENCE, SENTENCE, SENTENCE, SHORT))).hasSize(2);
    assertThat(portion.finish()).containsExactly(SENTENCE, SHORT);
    assertThat(portion.isOver()).isFalse();
    assertThat(portion.said()).isEqualTo(SENTENCE + SENTENCE + SENTENCE + SHORT);
  }

  @Test
  void a_rest_of_one_character_more_than_may_be_said_is_offered() {
    portion.add(List.of(SENTENCE, SENTENCE, "x".repeat(80)));
    assertThat(portion.isOver()).isFalse();
    portion.add(List.of("x"));
    assertThat(portion.isOver()).isTrue();
  }

  @Test
  void short_sentences_are_followed_by_more() {
    assertThat(portion.add(List.of("Yes. ", "You can. ", SENTENCE, SENTENCE, SENTENCE)))
        .containsExactly("Yes. ", "You can. ", SENTENCE, SENTENCE);
  }

  @Test
  void clauses_of_one_sentence_stay_together() {
    var clause = "which you have had for no longer than thirty days, ";
    assertThat(portion.add(List.of(clause, clause, clause, "and unworn. ", SENTENCE, SENTENCE)))
        .containsExactly(clause, clause, clause, "and unworn. ", SENTENCE);
  }

  @Test
  void a_sentence_without_an_end_is_cut_at_a_clause() {
    var clause = "and ".repeat(50);
    assertThat(portion.add(List.of(clause, clause, clause))).hasSize(2);
  }

  @Test
  void the_items_of_a_list_count_as_sentences() {
    var item = "- the parcel with everything that was in it, and its bill\n";
    assertThat(portion.add(List.of("You need:\n", item, item, item, item)))
        .containsExactly("You need:\n", item, item);
  }

  @Test
  void everything_is_said_where_nothing_can_be_offered() {
    var all = List.of(SENTENCE, SENTENCE, SENTENCE, SENTENCE, SENTENCE);
    assertThat(Portion.everything().add(all)).isEqualTo(all);
  }
}
