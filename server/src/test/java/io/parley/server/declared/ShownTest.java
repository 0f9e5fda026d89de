package io.parley.server.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShownTest {
  private static final Item AGENT = new Item(Part.AGENT, "support");
  private static final Item SOURCE = new Item(Part.TOOL_SOURCE, "crm");

  private static List<String> changed(Item item, String before, String after) {
    return Shown.lines(
        new Change.Changed(item, Hocon.read("before", before), Hocon.read("after", after)));
  }

  @Test
  void a_change_shows_the_values_that_differ() {
    assertThat(changed(AGENT, "company = A, theme { accent = x }", "company = B, theme.accent = x"))
        .containsExactly("~ agent support", "    - company: \"A\"", "    + company: \"B\"");
  }

  @Test
  void of_a_longer_text_only_lines_that_differ_are_shown() {
    assertThat(
            changed(
                AGENT,
                "instructions = \"one\\ntwo\\nthree\"",
                "instructions = \"one\\n2\\nthree\""))
        .containsExactly("~ agent support", "    ~ instructions:", "      - two", "      + 2");
  }

  @Test
  void lists_are_shown_entry_by_entry() {
    assertThat(changed(AGENT, "tools = [a, b]", "tools = [a, b, c]"))
        .containsExactly("~ agent support", "    ~ tools:", "      + \"c\"");
  }

  @Test
  void values_that_may_be_secrets_are_hidden_and_references_are_not() {
    var lines =
        changed(
            SOURCE,
            "settings { headers.Authorization = \"Bearer one\", url = \"https://u:p@crm?k=1\" }",
            "settings { headers { Authorization = \"Bearer two\", X = \"${secret:crm}\" } }");
    assertThat(lines)
        .contains("    ~ settings.headers.Authorization: another value")
        .contains("    + settings.headers.X: \"${secret:crm}\"")
        .contains("    - settings.url: \"https://(hidden)@crm?(hidden)");
    assertThat(lines).noneMatch(line -> line.contains("Bearer") || line.contains("u:p"));
  }

  @Test
  void a_reference_does_not_show_the_value_beside_it() {
    var lines =
        changed(
            SOURCE,
            "settings {}",
            """
            settings {
              headers { A = "abc${secret:a}", B = "Bearer ${secret:b}" }
              one = "https://crm/?k=${secret:a}&l=${secret:b}"
              two = "https://crm/?k=${secret:a}&l=abc"
              three = "https://u:a@bc@crm/"
            }
            """);
    assertThat(lines)
        .contains(
            "    + settings.headers.A: (hidden)",
            "    + settings.headers.B: \"Bearer ${secret:b}\"",
            "    + settings.one: \"https://crm/?k=${secret:a}&l=${secret:b}\"",
            "    + settings.two: \"https://crm/?(hidden)",
            "    + settings.three: \"https://(hidden)@crm/\"")
        .noneMatch(line -> line.contains("abc") || line.contains("bc@"));
  }

  @Test
  void long_texts_are_shown_as_replaced() {
    var before = List.of("a\n".repeat(3_000).split("\n", -1));
    var after = List.of("b\n".repeat(3_000).split("\n", -1));
    assertThat(Lines.between(before, after)).hasSize(6_000);
  }
}
