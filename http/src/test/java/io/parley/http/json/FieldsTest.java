package io.parley.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static Fields fields(String json) {
    return Fields.of(JsonText.object(json));
  }

  @Test
  void values_are_read_by_name_and_type() {
    var fields =
        fields(
            """
            {"id":"a-1","text":"Grüße 👟","n":3,"inner":{"x":"y"},"map":{"a":"b"},"none":null,"more":[]}
            """);
    assertThat(fields.id("id")).isEqualTo("a-1");
    assertThat(fields.text("text", 7)).isEqualTo("Grüße 👟");
    assertThat(fields.integer("n", 1, 3)).isEqualTo(3);
    assertThat(fields.object("inner").orElseThrow().text("x", 1)).isEqualTo("y");
    assertThat(fields.texts("map", 1, 1, 1)).isEqualTo(Map.of("a", "b"));
    assertThat(fields.optionalText("none", 1)).isEmpty();
    assertThat(fields.optionalText("absent", 1)).isEmpty();
    assertThat(fields.texts("absent", 1, 1, 1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}               | id is missing (expected: a string)
          {"id":null}      | id is missing (expected: a string)
          {"id":7}         | id is not a string
          {"id":""}        | id of another form (expected: [A-Za-z0-9._-]{1,64})
          {"id":"a b"}     | id of another form (expected: [A-Za-z0-9._-]{1,64})
          """)
  void a_wrong_id_is_named(String json, String message) {
    assertThatThrownBy(() -> fields(json).id("id"))
        .isInstanceOf(Malformed.class)
        .hasMessage(message);
  }

  @Test
  void an_id_has_64_characters_at_most() {
    assertThat(fields("{\"id\":\"%s\"}".formatted("a".repeat(64))).id("id")).hasSize(64);
    assertThatThrownBy(() -> fields("{\"id\":\"%s\"}".formatted("a".repeat(65))).id("id"))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void a_text_is_counted_in_characters_and_one_too_many_is_too_long() {
    assertThat(fields("{\"t\":\"👟👟\"}").text("t", 2)).isEqualTo("👟👟");
    assertThatThrownBy(() -> fields("{\"t\":\"👟👟👟\"}").text("t", 2))
        .isInstanceOfSatisfying(
            Malformed.class, malformed -> assertThat(malformed.isTooLong()).isTrue())
        .hasMessage("t has 3 characters (expected: ≤ 2)");
    assertThatThrownBy(() -> fields("{\"t\":\"\"}").text("t", 2))
        .hasMessage("t is empty (expected: 1 to 2)");
  }

  @Test
  void a_text_is_unicode_that_a_database_can_keep() {
    assertThatThrownBy(() -> fields("{\"t\":\"a\\u0000\"}").text("t", 9))
        .hasMessageStartingWith("t contains U+0000");
    assertThatThrownBy(() -> fields("{\"t\":\"a\\ud83d\"}").text("t", 9))
        .hasMessageStartingWith("t contains an unpaired surrogate");
    assertThatThrownBy(() -> fields("{\"t\":\"\\udc5f\\ud83d\"}").text("t", 9))
        .hasMessageStartingWith("t contains an unpaired surrogate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"n\":0}", "{\"n\":4}", "{\"n\":1e99}", "{\"n\":99999999999}"})
  void a_number_out_of_range_is_named(String json) {
    assertThatThrownBy(() -> fields(json).integer("n", 1, 3))
        .hasMessage("n is out of range (expected: 1 to 3)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"n\":\"1\"}", "{\"n\":1.5}", "{\"n\":true}"})
  void what_is_no_whole_number_is_named(String json) {
    assertThatThrownBy(() -> fields(json).integer("n", 1, 3)).hasMessage("n is not a whole number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1]                | not a JSON object (expected: {…})
          "secret"           | not a JSON object (expected: {…})
          {"a":"secret"      | the JSON ends too early at line 1, column 14
          {"a":secret}       | not JSON at line 1, column 6
          {"a":1} {"b":2}    | the JSON has a duplicate name, or text after its end at line 1, column 9
          {"a":1,"a":2}      | the JSON has a duplicate name, or text after its end at line 1, column 12
          """)
  void what_is_no_object_is_refused_without_being_repeated(String json, String message) {
    assertThatThrownBy(() -> JsonText.object(json))
        .isInstanceOf(Malformed.class)
        .hasMessage(message)
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("secret"));
  }

  @Test
  void depth_has_a_limit() {
    int deep = JsonText.DEPTH_MAX;
    assertThat(JsonText.object("{\"a\":" + "[".repeat(deep - 1) + "]".repeat(deep - 1) + "}"))
        .isNotNull();
    assertThatThrownBy(() -> JsonText.object("{\"a\":" + "[".repeat(deep) + "]".repeat(deep) + "}"))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void what_the_house_keeps_is_shown_whatever_it_is() {
    assertThat(JsonText.own("{\"a\": 1}")).hasToString("{\"a\":1}");
    assertThat(JsonText.own("not json")).hasToString("\"not json\"");
  }
}
