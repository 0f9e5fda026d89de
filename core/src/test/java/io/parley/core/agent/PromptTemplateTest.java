package io.parley.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptTemplateTest {

  @Test
  void variables_are_replaced_everywhere() {
    var template = template("You speak for {{company}}. {{company}} sells {{ what-it-sells }}.");
    assertThat(template.render(Map.of("company", "Fern & Field", "what-it-sells", "boots")))
        .isEqualTo("You speak for Fern & Field. Fern & Field sells boots.");
  }

  @Test
  void a_text_without_variables_stays() {
    assertThat(template("Be kind.").render(Map.of("company", "unused"))).isEqualTo("Be kind.");
  }

  @Test
  void values_are_inserted_verbatim() {
    assertThat(template("{{a}}|{{b}}").render(Map.of("a", "$1 \\ {{b}}", "b", "{{a}}")))
        .isEqualTo("$1 \\ {{b}}|{{a}}");
  }

  @Test
  void text_that_is_not_a_variable_stays() {
    var text = "{ \"json\": {} } {{Upper}} {{two words}} {{}} {{9}}";
    assertThat(template(text).render(Map.of())).isEqualTo(text);
  }

  @Test
  void a_missing_value_is_named() {
    assertThatThrownBy(() -> template("{{company}}").render(Map.of("agent", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prompt support.v2: no value for {{company}} (have: [agent])");
  }

  @Test
  void other_values_make_another_text() {
    var template = template("{{a}}");
    var one = template.render(Map.of("a", "1"));
    assertThat(template.render(Map.of("a", "1"))).isSameAs(one);
    assertThat(template.render(Map.of("a", "2"))).isEqualTo("2");
    assertThat(template.render(Map.of("a", "1"))).isEqualTo("1");
  }

  private static PromptTemplate template(String text) {
    return new PromptTemplate("support", 2, text);
  }

  @Test
  void variables_are_named_once() {
    assertThat(new PromptTemplate("a", 1, "{{one}} {{ two }} {{one}} {three}").variables())
        .containsExactlyInAnyOrder("one", "two");
  }
}
