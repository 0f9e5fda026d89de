package io.parley.tools.model.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class QuestionTest {
  private static final KnowledgeVersion KNOWLEDGE = _ -> OptionalLong.of(1);

  @Test
  void form_case_spaces_and_invisible_characters_make_no_difference() {
    assertThat(Question.normalised(" ¿Cuánto  CUESTA\u00a0el\tenvío? "))
        .isEqualTo("cuánto cuesta el envío");
    assertThat(Question.normalised("Straße")).isEqualTo(Question.normalised("STRASSE"));
    assertThat(Question.normalised("cafe\u0301")).isEqualTo("café");
    assertThat(Question.normalised("ｓｉｚｅ ４２")).isEqualTo("size 42");
    assertThat(Question.normalised("re\u200bturn")).isEqualTo("return");
    assertThat(Question.normalised("what’s “this”?!…")).isEqualTo("what's “this");
  }

  @Test
  void characters_with_meaning_are_kept() {
    assertThat(Question.normalised("is it 5%?")).isEqualTo("is it 5%");
    assertThat(Question.normalised("-5 or +5?")).isEqualTo("-5 or +5");
    assertThat(Question.normalised("100 €.")).isEqualTo("100 €");
    assertThat(Question.normalised("a.b, c?d")).isEqualTo("a.b, c?d");
  }

  @Test
  void a_text_without_words_is_no_question() {
    for (var text : new String[] {"", "?!", "…", " \u200b "})
      assertThat(Question.of(Asked.question(text).prompt(), KNOWLEDGE, 100)).as(text).isEmpty();
  }

  @Test
  void the_limit_of_its_length_is_kept() {
    assertThat(Question.of(Asked.question("x".repeat(100)).prompt(), KNOWLEDGE, 100)).isPresent();
    assertThat(Question.of(Asked.question("x".repeat(101)).prompt(), KNOWLEDGE, 100)).isEmpty();
  }

  @Test
  void parts_of_the_key_do_not_run_into_each_other() {
    var one = Asked.question("q").system("ab").greeted("c");
    var other = Asked.question("q").system("a").greeted("bc");
    assertThat(Question.of(one.prompt(), KNOWLEDGE, 100))
        .isNotEqualTo(Question.of(other.prompt(), KNOWLEDGE, 100));
  }

  @Test
  void a_question_is_hidden_in_logs() {
    assertThat(Question.of(Asked.question("my secret").prompt(), KNOWLEDGE, 100).toString())
        .doesNotContain("secret");
  }
}
