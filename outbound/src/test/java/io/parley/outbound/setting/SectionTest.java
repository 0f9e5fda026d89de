package io.parley.outbound.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionTest {
  @Test
  void a_missing_section_or_key_is_reported_with_its_full_name() {
    assertThatThrownBy(() -> Section.of(ConfigFactory.empty(), "a.b"))
        .hasMessage("a.b: nothing (expected: a section)");
    assertThatThrownBy(() -> section("x { }").section("x").integer("y"))
        .hasMessage("a.b.x.y: nothing (expected: a whole number)");
    assertThatThrownBy(() -> section("x = null").text("x"))
        .hasMessage("a.b.x: nothing (expected: a text)");
  }

  @Test
  void a_value_of_another_type_is_shown_unless_it_may_be_a_secret() {
    assertThatThrownBy(() -> section("x = seven").integer("x"))
        .hasMessage("a.b.x: seven (expected: a whole number)");
    assertThatThrownBy(() -> section("x = 1.5").integer("x"))
        .hasMessage("a.b.x: 1.5 (expected: a whole number)");
    assertThatThrownBy(() -> section("x = perhaps").flag("x"))
        .hasMessage("a.b.x: perhaps (expected: true or false)");
    assertThatThrownBy(() -> section("api-key = [secret]").text("api-key"))
        .hasMessage("a.b.api-key: LIST (expected: a text)");
    for (var secret : List.of("api-key", "token", "password", "credentials"))
      assertThatThrownBy(() -> section(secret + " = hunter2").integer(secret))
          .hasMessage("a.b.%s: STRING (expected: a whole number)", secret);
    assertThatThrownBy(() -> section("x { api-key = hunter2 }").text("x"))
        .as("a value that holds a secret")
        .hasMessage("a.b.x: OBJECT (expected: a text)");
  }

  @Test
  void a_section_over_its_defaults_has_the_keys_of_both_and_its_own_values() {
    var section = section("x = 1").over(section("x = 2, y = 3"));
    assertThat(section.integer("x")).isEqualTo(1);
    assertThat(section.integer("y")).isEqualTo(3);
    assertThat(section.keys()).containsExactlyInAnyOrder("x", "y");
    assertThat(section.name()).isEqualTo("a.b");
  }

  @Test
  void a_word_is_read_without_surrounding_blanks() {
    var section = section("text = \" x \", blank = \"  \"");
    assertThat(section.text("text")).isEqualTo(" x ");
    assertThat(section.word("text")).isEqualTo("x");
    assertThat(section.wordIfAny("text")).contains("x");
    assertThat(section.wordIfAny("blank")).isEmpty();
  }

  @Test
  void missing_null_and_blank_values_are_empty() {
    var section = section("n = null, blank = \"  \", text = x, number = 2.5, list = [1]");
    assertThat(section.textIfAny("missing")).isEmpty();
    assertThat(section.textIfAny("n")).isEmpty();
    assertThat(section.textIfAny("blank")).isEmpty();
    assertThat(section.textIfAny("text")).contains("x");
    assertThat(section.decimalIfAny("blank")).isEmpty();
    assertThat(section.decimalIfAny("number")).contains(2.5);
    assertThat(section.valueIfAny("list")).isPresent();
    assertThat(section.valueIfAny("missing")).isEmpty();
  }

  private static Section section(String text) {
    return Section.of(ConfigFactory.parseString("a.b { " + text + " }"), "a.b");
  }
}
