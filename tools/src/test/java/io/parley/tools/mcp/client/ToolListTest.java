package io.parley.tools.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.json.Jackson;
import io.parley.tools.source.ArgumentCheck;
import io.parley.tools.source.RefusedTool;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolListTest {
  private static final ClientSettings SETTINGS =
      new ClientSettings(
          "1", Optional.empty(), Duration.ofSeconds(1), Duration.ofSeconds(1), 3, 2000, 20);

  private static JsonNode json(String text) {
    return Jackson.parse(text).orElseThrow();
  }

  private static ToolList list(String... tools) {
    var builder = new ToolList.Builder(SETTINGS, true);
    for (var tool : tools) builder.add(json(tool));
    return builder.build();
  }

  private static String tool(String name, String schema) {
    return "{\"name\":\"%s\",\"inputSchema\":%s}".formatted(name, schema);
  }

  @Test
  void a_tool_that_cannot_be_offered_does_not_hide_the_others() {
    var object = "{\"type\":\"object\"}";
    var list =
        list(
            tool("good", object),
            tool("good", object),
            tool("array", "{\"type\":\"array\"}"),
            "{\"name\":\"none\"}",
            tool("", object),
            tool(
                "huge", "{\"type\":\"object\",\"description\":\"%s\"}".formatted("x".repeat(2000))),
            tool(
                "old",
                "{\"type\":\"object\",\"$schema\":\"http://json-schema.org/draft-03/schema#\"}"),
            tool("b", object),
            tool("c", object),
            tool("over", object));
    assertThat(list.tools()).extracting(ToolDefinition::name).containsExactly("good", "b", "c");
    assertThat(list.refused().keySet())
        .containsExactlyInAnyOrder("good", "array", "none", "", "huge", "old", "over");
  }

  @Test
  void descriptions_are_bounded_and_hide_nothing() {
    var list =
        list(
            """
            {"name":"a","title":"T\\nT","description":"do\\u200b it\\u0007 \\udb40\\udc41now and then and again",
             "inputSchema":{"type":"object"}}\
            """);
    assertThat(list.tools().getFirst().description()).isEqualTo("do it now and then a…");
    assertThat(list.tools().getFirst().title()).contains("T T");
  }

  @Test
  void without_hints_a_tool_is_taken_to_destroy_things() {
    var list =
        list(
            tool("a", "{\"type\":\"object\"}"),
            """
            {"name":"b","inputSchema":{"type":"object"},
             "annotations":{"readOnlyHint":true,"destructiveHint":true}}\
            """,
            """
            {"name":"c","inputSchema":{"type":"object"},
             "annotations":{"destructiveHint":false,"idempotentHint":true}}\
            """);
    assertThat(list.tools())
        .extracting(ToolDefinition::hints)
        .containsExactly(
            new ToolDefinition.Hints(false, true, false),
            new ToolDefinition.Hints(true, false, false),
            new ToolDefinition.Hints(false, false, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"number\",\"x-mcp-header\":\"N\"}",
        "{\"type\":\"string\",\"x-mcp-header\":\"\"}",
        "{\"type\":\"string\",\"x-mcp-header\":\"a b\"}",
        "{\"type\":\"string\",\"x-mcp-header\":\"a\\r\\nb\"}",
        "{\"type\":\"object\",\"x-mcp-header\":\"O\"}",
        "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"x-mcp-header\":\"I\"}}",
        "{\"anyOf\":[{\"type\":\"string\",\"x-mcp-header\":\"I\"}]}",
        "{\"type\":\"string\",\"x-mcp-header\":\"other\"}"
      })
  void a_wrong_header_refuses_its_tool(String property) {
    var list =
        list(
            tool(
                "a",
                "{\"type\":\"object\",\"properties\":{\"p\":%s,\"q\":{\"type\":\"string\",\"x-mcp-header\":\"Other\"}}}"
                    .formatted(property)));
    assertThat(list.tools()).isEmpty();
  }

  @Test
  void headers_come_from_their_exact_place() {
    var tool =
        list(tool(
                "a",
                """
                {"type":"object","properties":{"x":{"type":"object","properties":{
                  "n":{"type":"integer","x-mcp-header":"N"}}},
                  "b":{"type":"boolean","x-mcp-header":"B"},
                  "s":{"type":"string","x-mcp-header":"S"}}}\
                """))
            .tools()
            .getFirst();
    assertThat(tool.headers((ObjectNode) json("{\"x\":{\"n\":-7},\"b\":true,\"s\":null}")))
        .isEqualTo(Map.of("Mcp-Param-N", "-7", "Mcp-Param-B", "true"));
  }

  private static ArgumentCheck check(String schema) throws RefusedTool {
    return ArgumentCheck.of((ObjectNode) json(schema));
  }

  @Test
  void arguments_are_checked_by_types_values_and_local_references() throws RefusedTool {
    var check =
        check(
            """
            {"type":"object","required":["a"],"additionalProperties":false,
             "properties":{"a":{"$ref":"#/$defs/a"},"n":{"type":"integer","minimum":1},
               "o":{"oneOf":[{"type":"string"},{"type":"string","minLength":3}]}},
             "$defs":{"a":{"enum":["x","y"]}}}\
            """);
    assertThat(check.problems(json("{\"a\":\"x\",\"n\":3,\"o\":\"abc\"}"))).isEmpty();
    assertThat(check.problems(json("{}"))).hasSize(1).first().asString().contains("a");
    assertThat(check.problems(json("{\"a\":\"z\"}"))).isNotEmpty();
    assertThat(check.problems(json("{\"a\":\"x\",\"n\":0}"))).isNotEmpty();
    assertThat(check.problems(json("{\"a\":\"x\",\"b\":1}"))).isNotEmpty();
    assertThat(check.problems(json("[]"))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/schema.json",
        "file:///etc/passwd",
        "other.json",
        "#/$defs/nothing"
      })
  void other_documents_are_never_read(String reference) {
    assertThatThrownBy(
            () ->
                check(
                    "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"%s\"}}}"
                        .formatted(reference)))
        .isInstanceOf(RefusedTool.class);
  }

  @Test
  void patterns_are_not_run() throws RefusedTool {
    var check =
        check(
            """
            {"type":"object","properties":{"a":{"type":"string","pattern":"^(a+)+$"}},
             "patternProperties":{"^(b+)+$":{"type":"string"}},"additionalProperties":false}\
            """);
    assertThat(check.problems(json("{\"a\":\"%s!\"}".formatted("a".repeat(60))))).isEmpty();
    assertThat(check.problems(json("{\"bbb\":\"x\"}"))).isEmpty();
  }

  @Test
  void a_schema_that_contains_itself_is_checked_down_to_there() throws RefusedTool {
    var check =
        check(
            """
            {"type":"object","properties":{"name":{"type":"string"},
              "children":{"type":"array","items":{"$ref":"#"}}}}\
            """);
    assertThat(check.problems(json("{\"children\":[{\"name\":\"a\",\"children\":[{}]}]}")))
        .isEmpty();
    assertThat(check.problems(json("{\"children\":[{\"name\":1}]}"))).isNotEmpty();
  }

  @Test
  void a_schema_that_multiplies_is_refused() {
    var defs = new StringBuilder();
    for (int i = 0; i < 30; i++)
      defs.append(
          "\"d%d\":{\"anyOf\":[{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":\"#/$defs/d%d\"}]},"
              .formatted(i, i + 1, i + 1));
    assertThatThrownBy(
            () ->
                check(
                    "{\"type\":\"object\",\"$ref\":\"#/$defs/d0\",\"$defs\":{%s\"d30\":{}}}"
                        .formatted(defs)))
        .isInstanceOf(RefusedTool.class)
        .hasMessageContaining("5000");
  }

  @Test
  void defaults_answer_a_form_that_has_them_all() {
    var form =
        """
        {"message":"?","requestedSchema":{"type":"object","required":%s,"properties":{
          "a":{"type":"string","default":"x"},"b":{"type":"integer"},"c":{"type":"boolean","default":false}}}}\
        """;
    assertThat(Elicitation.DEFAULTS.answer((ObjectNode) json(form.formatted("[\"a\"]"))))
        .contains((ObjectNode) json("{\"a\":\"x\",\"c\":false}"));
    assertThat(Elicitation.DEFAULTS.answer((ObjectNode) json(form.formatted("[\"b\"]")))).isEmpty();
    assertThat(
            Elicitation.DEFAULTS.answer(
                (ObjectNode) json("{\"mode\":\"url\",\"url\":\"https://x\",\"message\":\"?\"}")))
        .isEmpty();
  }
}
