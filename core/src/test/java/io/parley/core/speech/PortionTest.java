package io.parley.core.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.mark.MarkedText;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortionTest {
  private static final String SENTENCE =
      "You can send back anything that you have not worn outside. ";
  private static final String SHORT = "That is free. ";

  private final Portion portion = Portion.ofReply();

  private static List<String> add(Portion to, List<String> clauses) {
    return texts(to.add(clauses.stream().map(MarkedText::plain).toList()));
  }

  private static List<String> texts(List<MarkedText> clauses) {
    return clauses.stream().map(MarkedText::text).toList();
  }

  @Test
  void two_sentences_are_said_and_the_rest_is_offered() {
    assertThat(add(portion, List.of(SENTENCE, SENTENCE, SENTENCE)))
        .containsExactly(SENTENCE, SENTENCE);
    assertThat(portion.isOver()).isFalse();
    assertThat(add(portion, List.of(SENTENCE))).isEmpty();
    assertThat(portion.isOver()).isTrue();
    assertThat(portion.said()).isEqualTo(SENTENCE + SENTENCE);
    assertThat(add(portion, List.of(SHORT))).isEmpty();
    assertThat(portion.finish()).isEmpty();
  }

  @Test
  void a_short_rest_is_said() {
    assertThat(add(portion, List.of(SENTENCE, SENTENCE, SENTENCE, SHORT))).hasSize(2);
    assertThat(texts(portion.finish())).containsExactly(SENTENCE, SHORT);
    assertThat(portion.isOver()).isFalse();
    assertThat(portion.said()).isEqualTo(SENTENCE + SENTENCE + SENTENCE + SHORT);
  }

  @Test
  void a_rest_of_one_character_more_than_may_be_said_is_offered() {
    add(portion, List.of(SENTENCE, SENTENCE, "x".repeat(80)));
    assertThat(portion.isOver()).isFalse();
    add(portion, List.of("x"));
    assertThat(portion.isOver()).isTrue();
  }

  @Test
  void short_sentences_are_followed_by_more() {
    assertThat(add(portion, List.of("Yes. ", "You can. ", SENTENCE, SENTENCE, SENTENCE)))
        .containsExactly("Yes. ", "You can. ", SENTENCE, SENTENCE);
  }

  @Test
  void clauses_of_one_sentence_stay_together() {
    var clause = "which you have had for no longer than thirty days, ";
    assertThat(add(portion, List.of(clause, clause, clause, "and unworn. ", SENTENCE, SENTENCE)))
        .containsExactly(clause, clause, clause, "and unworn. ", SENTENCE);
  }

  @Test
  void a_sentence_without_an_end_is_cut_at_a_clause() {
    var clause = "and ".repeat(50);
    assertThat(add(portion, List.of(clause, clause, clause))).hasSize(2);
  }

  @Test
  void the_items_of_a_list_count_as_sentences() {
    var item = "- the parcel with everything that was in it, and its bill\n";
    assertThat(add(portion, List.of("You need:\n", item, item, item, item)))
        .containsExactly("You need:\n", item, item);
  }

  @Test
  void everything_is_said_where_nothing_can_be_offered() {
    var all = List.of(SENTENCE, SENTENCE, SENTENCE, SENTENCE, SENTENCE);
    assertThat(add(Portion.everything(), all)).isEqualTo(all);
  }
}
