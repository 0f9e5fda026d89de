package io.parley.server.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.server.client.ClientFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Files that are too much for a parser, and those that it does not understand.
class HoconTest {
  private static void isRefused(String text, String... words) {
    assertThatThrownBy(() -> Hocon.read("agents/a.conf", text))
        .isInstanceOf(ClientFailure.class)
        .hasMessageContaining("agents/a.conf: ")
        .hasMessageContainingAll(words);
  }

  @Test
  void brackets_are_nested_up_to_a_bound() {
    int max = HoconBounds.NESTING_MAX;
    assertThat(Hocon.read("a.conf", "a = " + "[".repeat(max) + "]".repeat(max)).has("a")).isTrue();
    isRefused("a = " + "[".repeat(max + 1) + "]".repeat(max + 1), "line 1: too many brackets");
    isRefused("a = 1\nb {".repeat(100_000), "too many brackets");
  }

  @Test
  void the_path_of_a_field_has_dots_up_to_a_bound() {
    int max = HoconBounds.DOTS_MAX;
    assertThat(Hocon.read("a.conf", "a" + ".a".repeat(max) + " = 1").has("a")).isTrue();
    isRefused("\n" + "a.".repeat(100_000) + "a = 1", "line 2: too many dots");
    isRefused("\"a\".".repeat(max + 1) + "a = 1", "too many dots");
  }

  @Test
  void a_text_that_substitutions_would_multiply_is_refused() {
    isRefused("a = 1\nb = ${a}${a}", "line 2: a substitution");
    isRefused("a = ${?a}", "a substitution");
    isRefused("a = [1]\na += 2", "line 2: a +=");
  }

  @Test
  void quoted_texts_and_comments_have_anything() {
    var text =
        "a = \"${secret:a} \\\" ${b} [[[ += #\" // ${c} \"\n# ${d} \"\n"
            + "b = \"\"\"${e} \" +=\"\"\"\"";
    var read = Hocon.read("a.conf", text);
    assertThat(read.get("a").textValue()).isEqualTo("${secret:a} \" ${b} [[[ += #");
    assertThat(read.get("b").textValue()).isEqualTo("${e} \" +=\"");
    var brackets = "a = \"" + "[".repeat(1_000) + "\"";
    assertThat(Hocon.read("a.conf", brackets).get("a").textValue()).hasSize(1_000);
  }

  @Test
  void a_syntax_error_is_told_by_its_line_without_a_part_of_the_file() {
    for (var wrong :
        List.of(
            "a = \"topsecret",
            "a = {topsecret",
            "a = ]topsecret",
            "a = \"\\x-topsecret\"",
            "topsecret",
            "a = \"\"\"topsecret",
            "a { topsecret = , }",
            "a = top$secret"))
      assertThatThrownBy(() -> Hocon.read("agents/a.conf", "\n" + wrong))
          .as(wrong)
          .isInstanceOf(ClientFailure.class)
          .hasNoCause()
          .hasMessageStartingWith("agents/a.conf: ")
          .message()
          .doesNotContain("secret");
  }
}
