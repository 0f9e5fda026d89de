package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Requests and successful answers of `openapi.json` have examples, and an example is what its
/// schema says: as much of JSON Schema (2020-12) as the document uses.
class OpenApiExamplesTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static JsonNode document;

  /// @param name such as `put /v1/organisation/origins 200`
  /// @param media its schema, and perhaps its example
  private record Body(String name, JsonNode media) {}

  @BeforeAll
  static void read() throws IOException {
    try (var in = OpenApiExamplesTest.class.getResourceAsStream("/api/openapi.json")) {
      document = new ObjectMapper().readTree(in);
    }
  }

  @Test
  void every_json_body_has_an_example() {
    assertThat(bodies()).hasSizeGreaterThan(250);
    assertThat(bodies().stream().filter(body -> examples(body.media()).isEmpty()))
        .extracting(Body::name)
        .isEmpty();
  }

  @Test
  void every_example_is_what_its_schema_says() {
    var faults = new ArrayList<String>();
    for (var body : bodies())
      for (var example : examples(body.media()))
        faults.addAll(faults(body.media().path("schema"), example, body.name(), false));
    document
        .at("/components/schemas")
        .properties()
        .forEach(
            schema ->
                schema
                    .getValue()
                    .path("examples")
                    .forEach(
                        example ->
                            faults.addAll(
                                faults(schema.getValue(), example, schema.getKey(), false))));
    assertThat(faults).isEmpty();
  }

  private static List<Body> bodies() {
    var all = new ArrayList<Body>();
    for (var path : document.path("paths").properties())
      for (var operation : path.getValue().properties())
        if (METHODS.contains(operation.getKey()))
          add(all, operation.getKey() + " " + path.getKey(), operation.getValue());
    return all;
  }

  private static void add(List<Body> all, String name, JsonNode operation) {
    json(all, name + " request", operation.path("requestBody"));
    for (var response : operation.path("responses").properties())
      if (response.getKey().startsWith("2"))
        json(all, name + " " + response.getKey(), response.getValue());
  }

  private static void json(List<Body> all, String name, JsonNode holder) {
    for (var content : resolved(holder).path("content").properties())
      if (content.getKey().endsWith("json")) all.add(new Body(name, content.getValue()));
  }

  private static List<JsonNode> examples(JsonNode media) {
    if (media.has("example")) return List.of(media.path("example"));
    return elements(resolved(media.path("schema")).path("examples")).toList();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode resolved(JsonNode node) {
    var at = node;
    while (at.has("$ref")) at = document.at(at.path("$ref").asText().substring(1));
    return at;
  }

  /// @param isPart whether other schemas know more fields of the value
  private static List<String> faults(JsonNode given, JsonNode value, String at, boolean isPart) {
    var schema = resolved(given);
    if (schema.has("allOf"))
      return elements(schema.path("allOf"))
          .flatMap(part -> faults(part, value, at, true).stream())
          .toList();
    for (var choice : List.of("oneOf", "anyOf"))
      if (schema.has(choice)) {
        boolean fits =
            elements(schema.path(choice)).anyMatch(one -> faults(one, value, at, false).isEmpty());
        return fits ? List.of() : List.of(at + " is none of " + choice);
      }
    var faults = new ArrayList<String>();
    if (schema.has("const") && !schema.path("const").equals(value))
      faults.add(at + " is another constant");
    if (schema.has("enum") && elements(schema.path("enum")).noneMatch(value::equals))
      faults.add(at + " is not in its enum");
    if (!isOfType(schema, value)) faults.add(at + " is not of type " + schema.path("type"));
    if (value.isObject()) object(schema, value, at, isPart, faults);
    if (value.isArray())
      for (int i = 0; i < value.size(); i++)
        faults.addAll(faults(schema.path("items"), value.get(i), at + "[" + i + "]", false));
    if (value.isTextual()) text(schema, value.asText(), at, faults);
    return faults;
  }

  private static void object(
      JsonNode schema, JsonNode value, String at, boolean isPart, List<String> faults) {
    for (var required : schema.path("required"))
      if (!value.has(required.asText())) faults.add(at + " has no " + required.asText());
    var fields = schema.path("properties");
    var others = schema.path("additionalProperties");
    for (var each : value.properties()) {
      var name = each.getKey();
      if (fields.has(name))
        faults.addAll(faults(fields.path(name), each.getValue(), at + "." + name, false));
      else if (others.isObject())
        faults.addAll(faults(others, each.getValue(), at + "." + name, false));
      else if (!isPart && !fields.isEmpty() && !others.asBoolean())
        faults.add(at + " has an unknown " + name);
    }
  }

  private static void text(JsonNode schema, String value, String at, List<String> faults) {
    var pattern = schema.path("pattern").asText();
    if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(value).find())
      faults.add(at + " is not " + pattern);
    if (value.length() > schema.path("maxLength").asInt(Integer.MAX_VALUE))
      faults.add(at + " is too long");
  }

  private static boolean isOfType(JsonNode schema, JsonNode value) {
    var type = schema.path("type");
    if (type.isMissingNode()) return true;
    return type.isArray()
        ? elements(type).anyMatch(one -> isOf(one.asText(), value))
        : isOf(type.asText(), value);
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalStateException("unknown type " + type);
    };
  }
}
