package io.parley.tools.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.parley.tools.json.Jackson;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A check of arguments before they are sent, so that a model learns at once what is wrong with
/// them. It is weaker than the server's schema, which may be hostile: nothing is fetched, patterns
/// are not run, and local references are written out, where one to an enclosing schema accepts
/// everything. So checking takes time by the product of both sizes at most. The server checks too.
public final class ArgumentCheck {
  private static final int PARTS_MAX = 5_000;
  private static final int PROBLEMS_MAX = 5;
  private static final String REFERENCE = "$ref";

  /// Keywords whose value is a schema.
  private static final Set<String> SCHEMA =
      Set.of("items", "additionalProperties", "contains", "propertyNames");

  /// Keywords whose value is a list of schemas.
  private static final Map<String, String> LISTS =
      Map.of("allOf", "allOf", "anyOf", "anyOf", "oneOf", "anyOf", "prefixItems", "prefixItems");

  /// Keywords that compare values.
  private static final Set<String> PLAIN =
      Set.of(
          "type",
          "enum",
          "const",
          "required",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties");

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build()));

  private final Schema schema;

  private ArgumentCheck(Schema schema) {
    this.schema = schema;
  }

  /// @throws RefusedTool when the schema refers to another document, or is too large written out
  public static ArgumentCheck of(ObjectNode schema) throws RefusedTool {
    var relaxed = new Relaxing(schema).of(schema);
    try {
      return new ArgumentCheck(REGISTRY.getSchema(relaxed.toString(), InputFormat.JSON));
    } catch (RuntimeException e) {
      throw refused(e);
    }
  }

  private static RefusedTool refused(RuntimeException e) {
    var refused = new RefusedTool("a schema that is none (" + e.getClass().getSimpleName() + ")");
    refused.initCause(e);
    return refused;
  }

  /// Problems in words that help a model to correct them; empty when there are none.
  public List<String> problems(JsonNode arguments) {
    return schema.validate(arguments.toString(), InputFormat.JSON).stream()
        .limit(PROBLEMS_MAX)
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  /// Copies a schema without what may be costly.
  private static final class Relaxing {
    private final ObjectNode root;
    private final Deque<String> enclosing = new ArrayDeque<>();
    private int parts;

    Relaxing(ObjectNode root) {
      this.root = root;
    }

    JsonNode of(JsonNode schema) throws RefusedTool {
      if (++parts > PARTS_MAX)
        throw new RefusedTool("a schema of over %d parts".formatted(PARTS_MAX));
      var copy = Jackson.object();
      if (!(schema instanceof ObjectNode given)) {
        if (schema.isBoolean()) return schema;
        throw new RefusedTool("a part of its schema is none");
      }
      for (var field : given.properties()) keyword(field.getKey(), field.getValue(), copy);
      if (given.has(REFERENCE)) {
        var all = copy.withArray("/allOf");
        all.add(referred(given.path(REFERENCE).asText("")));
      }
      return copy;
    }

    private void keyword(String name, JsonNode value, ObjectNode copy) throws RefusedTool {
      if (PLAIN.contains(name)) copy.set(name, value);
      else if (name.equals("properties") && value instanceof ObjectNode properties) {
        var target = copy.putObject(name);
        for (var property : properties.properties())
          target.set(property.getKey(), of(property.getValue()));
      } else if (LISTS.containsKey(name) && value instanceof ArrayNode list) {
        var target = copy.withArray("/" + LISTS.get(name));
        if (name.equals("oneOf") && target.size() > 0) return;
        for (var each : list) target.add(of(each));
      } else if (name.equals("additionalProperties") && copyHasPatterns(value)) {
        return;
      } else if (SCHEMA.contains(name) && !value.isArray()) copy.set(name, of(value));
    }

    /// With patterns dropped, a property that one of them allows would be taken for another one.
    private boolean copyHasPatterns(JsonNode additional) {
      return additional.isBoolean() && root.findValue("patternProperties") != null;
    }

    private JsonNode referred(String reference) throws RefusedTool {
      if (!reference.startsWith("#"))
        throw new RefusedTool("a schema that refers to another document");
      if (enclosing.contains(reference)) return Jackson.object();
      var target = reference.equals("#") ? root : at(reference);
      if (target.isMissingNode()) throw new RefusedTool("a schema that refers to nothing");
      enclosing.push(reference);
      try {
        return of(target);
      } finally {
        enclosing.pop();
      }
    }

    /// An anchor is a name, not a path: it is taken to accept everything.
    private JsonNode at(String reference) throws RefusedTool {
      if (!reference.startsWith("#/")) return Jackson.object();
      try {
        return root.at(reference.substring(1));
      } catch (IllegalArgumentException e) {
        var refused = new RefusedTool("a reference that is none");
        refused.initCause(e);
        throw refused;
      }
    }
  }
}
