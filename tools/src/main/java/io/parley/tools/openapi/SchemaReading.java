package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.json.Jackson;
import io.parley.tools.source.RefusedTool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/// Writes a schema of a document as JSON Schema 2020-12, as models and checks read it: references
/// are written out, and a schema within itself accepts everything there. Keywords of OpenAPI 3.0
/// become those of JSON Schema; values that only the server may set are left out. Patterns,
/// examples and annotations are dropped.
final class SchemaReading {
  private static final int PARTS_MAX = 2_000;
  private static final int DEPTH_MAX = 24;

  private static final Set<String> PLAIN =
      Set.of(
          "type",
          "enum",
          "const",
          "format",
          "title",
          "default",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties");

  private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");

  private final Document document;
  private final Deque<String> enclosing = new ArrayDeque<>();
  private int parts;

  SchemaReading(Document document) {
    this.document = document;
  }

  /// @throws RefusedTool if it is none, too large, or refers to another document
  ObjectNode of(JsonNode schema) throws RefusedTool {
    if (++parts > PARTS_MAX)
      throw new RefusedTool("a schema of over %d parts".formatted(PARTS_MAX));
    if (enclosing.size() > DEPTH_MAX) throw new RefusedTool("a schema that is nested too deeply");
    if (schema.isMissingNode() || schema.isBoolean()) return Jackson.object();
    if (!(schema instanceof ObjectNode given)) throw new RefusedTool("a part of a schema is none");
    var reference = given.path("$ref").asText("");
    if (reference.isEmpty()) return nested("", given);
    if (enclosing.contains(reference)) return Jackson.object();
    var target = document.resolved(given);
    if (!(target instanceof ObjectNode object)) return of(target);
    var read = nested(reference, object);
    if (given.path("description").isTextual())
      read.put("description", Operation.shortened(given.path("description").asText()));
    return read;
  }

  private ObjectNode nested(String reference, ObjectNode given) throws RefusedTool {
    enclosing.push(reference);
    try {
      return read(given);
    } finally {
      enclosing.pop();
    }
  }

  private ObjectNode read(ObjectNode given) throws RefusedTool {
    var read = Jackson.object();
    for (var field : given.properties()) {
      var name = field.getKey();
      var value = field.getValue();
      if (PLAIN.contains(name)) read.set(name, value);
      else if (name.equals("description") && value.isTextual())
        read.put(name, Operation.shortened(value.asText()));
      else if (LISTS.contains(name) && value instanceof ArrayNode list) {
        var target = read.putArray(name);
        for (var each : list) target.add(of(each));
      } else if (name.equals("items") || (name.equals("additionalProperties") && value.isObject()))
        read.set(name, of(value));
      else if (name.equals("additionalProperties") && value.isBoolean()) read.set(name, value);
    }
    properties(given, read);
    bounds(read, "exclusiveMinimum", "minimum");
    bounds(read, "exclusiveMaximum", "maximum");
    if (given.path("nullable").asBoolean(false)) nullable(read);
    return read;
  }

  private void properties(ObjectNode given, ObjectNode read) throws RefusedTool {
    if (!(given.get("properties") instanceof ObjectNode properties)) {
      if (given.path("required").isArray() && !given.path("required").isEmpty())
        read.set("required", texts(given.path("required"), null));
      return;
    }
    var target = read.putObject("properties");
    for (var each : properties.properties())
      if (!document.resolved(each.getValue()).path("readOnly").asBoolean(false))
        target.set(each.getKey(), of(each.getValue()));
    var required = texts(given.path("required"), target);
    if (!required.isEmpty()) read.set("required", required);
  }

  /// @param within null, or an object with the names that count
  private static ArrayNode texts(JsonNode names, ObjectNode within) {
    var texts = Jackson.object().arrayNode();
    for (var name : names)
      if (name.isTextual() && (within == null || within.has(name.asText()))) texts.add(name);
    return texts;
  }

  /// OpenAPI 3.0 says by a flag what JSON Schema says by the number itself.
  private static void bounds(ObjectNode read, String flag, String bound) {
    if (!read.path(flag).isBoolean()) return;
    boolean isExclusive = read.remove(flag).asBoolean();
    if (isExclusive && read.has(bound)) read.set(flag, read.remove(bound));
  }

  private static void nullable(ObjectNode read) {
    var type = read.path("type");
    if (type.isTextual()) read.putArray("type").add(type.asText()).add("null");
    if (read.get("enum") instanceof ArrayNode values) {
      var all = values.deepCopy();
      if (!all.valueStream().anyMatch(JsonNode::isNull)) all.addNull();
      read.set("enum", all);
    }
  }
}
