package io.parley.tools.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.source.RefusedTool;
import io.parley.tools.source.SourceFailure;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An OpenAPI document, version 3.0 or 3.1. Its operations are listed cheaply, and read when they
/// are chosen.
final class Document {
  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "put", "patch", "delete");

  /// References to references.
  private static final int HOPS_MAX = 16;

  private static final int OPERATIONS_MAX = 20_000;

  private final ObjectNode root;
  private final Map<String, Listed> byName = new HashMap<>();
  private final List<Listed> listed = new ArrayList<>();

  /// An operation that was not read yet.
  ///
  /// @param id its `operationId`; may be empty
  record Listed(String id, String method, String path, JsonNode item) {
    String place() {
      return method + " " + path;
    }

    JsonNode json() {
      return item.path(method.toLowerCase(Locale.ROOT));
    }
  }

  private Document(ObjectNode root) {
    this.root = root;
  }

  /// @throws SourceFailure if it is no document of these versions
  static Document of(ObjectNode root) {
    var version = root.path("openapi").asText("");
    if (!version.startsWith("3.0.") && !version.startsWith("3.1."))
      throw new SourceFailure(
          "the document is not of OpenAPI 3.0 or 3.1 (expected: one that is)", null);
    if (!(root.path("paths") instanceof ObjectNode))
      throw new SourceFailure("the document has no paths (expected: some)", null);
    var document = new Document(root);
    document.list();
    return document;
  }

  private void list() {
    for (var path : root.path("paths").properties()) {
      JsonNode item;
      try {
        item = resolved(path.getValue());
      } catch (RefusedTool e) {
        continue; // none of its operations can be called; choosing one says so
      }
      for (var field : item.properties()) {
        if (!METHODS.contains(field.getKey()) || !field.getValue().isObject()) continue;
        if (listed.size() >= OPERATIONS_MAX)
          throw new SourceFailure(
              "the document has over %d operations (expected: fewer)".formatted(OPERATIONS_MAX),
              null);
        var each =
            new Listed(
                field.getValue().path("operationId").asText(""),
                field.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                item);
        listed.add(each);
        byName.putIfAbsent(each.place(), each);
        if (!each.id().isEmpty()) byName.putIfAbsent(each.id(), each);
      }
    }
  }

  List<Listed> listed() {
    return listed;
  }

  /// @param name its `operationId`, or method and path
  Optional<Listed> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// Its first server, with the default values of its variables; empty if it names none.
  Optional<String> server() {
    var server = root.path("servers").path(0);
    if (!server.path("url").isTextual()) return Optional.empty();
    var url = server.path("url").asText();
    for (var variable : server.path("variables").properties())
      url =
          url.replace(
              "{" + variable.getKey() + "}", variable.getValue().path("default").asText(""));
    return Optional.of(url);
  }

  /// Reads all about an operation.
  ///
  /// @throws RefusedTool if it cannot be called
  Operation read(Listed listed) throws RefusedTool {
    var json = listed.json();
    var parameters = new LinkedHashMap<String, Operation.Parameter>();
    for (var source : List.of(listed.item().path("parameters"), json.path("parameters")))
      for (var each : source) {
        var parameter = parameter(resolved(each));
        parameter.ifPresent(known -> parameters.put(known.where() + known.name(), known));
      }
    return new Operation(
        listed.id(),
        listed.method(),
        listed.path(),
        json.path("summary").asText(""),
        json.path("description").asText(json.path("summary").asText("")),
        List.copyOf(parameters.values()),
        json.has("requestBody") ? body(resolved(json.path("requestBody"))) : Optional.empty());
  }

  private Optional<Operation.Parameter> parameter(JsonNode json) throws RefusedTool {
    var name = json.path("name").asText("");
    boolean isRequired = json.path("required").asBoolean(false);
    var where = Operation.Where.of(json.path("in").asText(""));
    if (name.isEmpty()) throw new RefusedTool("a parameter without a name");
    if (where.isEmpty()) {
      if (isRequired)
        throw new RefusedTool(
            "the parameter %s is neither in path, query nor header".formatted(name));
      return Optional.empty();
    }
    var content = json.path("content").properties();
    boolean isJson = !content.isEmpty();
    var schema = isJson ? content.iterator().next().getValue().path("schema") : json.path("schema");
    if (isJson && !content.iterator().next().getKey().contains("json"))
      throw new RefusedTool("the parameter %s is not JSON".formatted(name));
    var style = Operation.Style.of(json.path("style").asText(""), where.get());
    if (style.isEmpty())
      throw new RefusedTool("the parameter %s has an unknown style".formatted(name));
    return Optional.of(
        new Operation.Parameter(
            name,
            where.get(),
            isRequired || where.get() == Operation.Where.PATH,
            style.get(),
            json.path("explode").asBoolean(style.get() == Operation.Style.FORM),
            isJson,
            described(schema(schema), json.path("description").asText(""))));
  }

  private Optional<Operation.Body> body(JsonNode json) throws RefusedTool {
    boolean isRequired = json.path("required").asBoolean(false);
    for (var content : json.path("content").properties()) {
      var type = content.getKey().strip().toLowerCase(Locale.ROOT);
      if (type.startsWith("application/json") || type.contains("+json") || type.equals("*/*"))
        return Optional.of(
            new Operation.Body(
                isRequired,
                type.equals("*/*") ? "application/json" : content.getKey(),
                schema(content.getValue().path("schema"))));
    }
    if (isRequired) throw new RefusedTool("its body is not JSON (expected: application/json)");
    return Optional.empty();
  }

  private ObjectNode schema(JsonNode schema) throws RefusedTool {
    return new SchemaReading(this).of(schema);
  }

  private static ObjectNode described(ObjectNode schema, String description) {
    if (!description.isEmpty()) schema.put("description", Operation.shortened(description));
    return schema;
  }

  /// The target of a reference, within this document; other values as they are.
  ///
  /// @throws RefusedTool if there is nothing, or it is elsewhere
  JsonNode resolved(JsonNode json) throws RefusedTool {
    var found = json;
    for (int hop = 0; found.path("$ref").isTextual(); hop++) {
      if (hop == HOPS_MAX) throw new RefusedTool("a reference that does not end");
      found = at(found.path("$ref").asText());
    }
    return found;
  }

  private JsonNode at(String reference) throws RefusedTool {
    if (!reference.startsWith("#/"))
      throw new RefusedTool("a reference to another document (expected: '#/…')");
    try {
      var decoded = URLDecoder.decode(reference.substring(1).replace("+", "%2B"), UTF_8);
      var target = root.at(JsonPointer.compile(decoded));
      if (!target.isMissingNode()) return target;
    } catch (IllegalArgumentException e) {
      throw (RefusedTool) new RefusedTool("a reference that is none").initCause(e);
    }
    throw new RefusedTool("a reference to nothing");
  }
}
