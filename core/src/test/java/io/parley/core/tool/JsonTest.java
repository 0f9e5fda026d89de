package io.parley.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|{ }",
        "[]| [\t]",
        "{\"a\":1,\"b\":[true,null]}|{ \"b\" : [ true , null ] , \"a\" : 1 }",
        "{\"a\":{\"x\":1,\"y\":2}}|{\"a\":{\"y\":2,\"x\":1}}",
        "\"\u00e4\\/\"|\"\\u00e4/\"",
        "{\"a\":1,\"a\":2}|{\"a\":2}",
      })
  void equal_values_are_equal_in_every_notation(String one, String other) {
    assertThat(new Json(one).isSameValue(new Json(other))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1|\"1\"",
        "null|\"null\"",
        "[]|{}",
        "[1,2]|[2,1]",
        "[1,2]|[12]",
        "[[1],2]|[[1,2]]",
        "\"a b\"|\"ab\"",
        "{\"a\":1}|{\"A\":1}",
        "[\"a\",\"b\"]|[\"a\\\",\\\"b\"]",
        "{\"a\":\"x, \\\"b\\\"=y\"}|{\"a\":\"x\",\"b\":\"y\"}",
      })
  void different_values_are_not_equal(String one, String other) {
    assertThat(new Json(one).isSameValue(new Json(other))).isFalse();
  }

  @Test
  void very_deep_values_are_compared_as_text() {
    var deep = "[".repeat(5_000) + "1" + "]".repeat(5_000);
    assertThat(new Json(deep).isSameValue(new Json(" " + deep))).isTrue();
    assertThat(new Json(deep).isSameValue(new Json(deep.replace("1", " 1")))).isFalse();
  }
}
