package io.parley.http.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.text.Unicode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Operations of a PATCH (RFC 7644, section 3.5.2), as directories send them: `op` in any case, and
/// values with or without a path.
///
/// @param path without the core schema's name; empty for an operation on the whole resource
/// @param value missing for some removals
record ScimPatch(Kind kind, String path, Optional<JsonNode> value) {
  private static final int COUNT_MAX = 1_000;

  private static final List<String> CORE =
      List.of(
          "urn:ietf:params:scim:schemas:core:2.0:user:",
          "urn:ietf:params:scim:schemas:core:2.0:group:");

  enum Kind {
    ADD,
    REPLACE,
    REMOVE
  }

  /// Each operation with a path, in their order: one without a path counts as one for each field of
  /// its value.
  static List<ScimPatch> read(ObjectNode body) {
    var operations = body.get("Operations");
    if (operations == null || !operations.isArray() || operations.isEmpty())
      throw syntax("Operations is missing or empty (expected: an array)");
    if (operations.size() > COUNT_MAX)
      throw new ScimFailure(
          413, "tooMany", "there are too many operations (expected: ≤ %d)".formatted(COUNT_MAX));
    var all = new ArrayList<ScimPatch>();
    for (var each : operations) {
      if (!(each instanceof ObjectNode operation))
        throw syntax("an operation is not an object (expected: {…})");
      all.addAll(read(kind(operation), operation));
    }
    return all;
  }

  private static Kind kind(ObjectNode operation) {
    return switch (Unicode.small(operation.path("op").asText())) {
      case "add" -> Kind.ADD;
      case "replace" -> Kind.REPLACE;
      case "remove" -> Kind.REMOVE;
      default -> throw syntax("op is of another kind (expected: add, replace or remove)");
    };
  }

  private static List<ScimPatch> read(Kind kind, ObjectNode operation) {
    var value = Optional.ofNullable(operation.get("value")).filter(node -> !node.isNull());
    var path = operation.path("path").asText("");
    if (!path.isEmpty()) return List.of(new ScimPatch(kind, core(path), value));
    if (kind == Kind.REMOVE)
      throw new ScimFailure(400, "noTarget", "a removal has no path (expected: one)");
    if (value.isEmpty() || !(value.get() instanceof ObjectNode fields))
      throw syntax("an operation without a path has no object (expected: value: {…})");
    return fields.properties().stream()
        .map(
            field ->
                new ScimPatch(
                    kind,
                    core(field.getKey()),
                    Optional.of(field.getValue()).filter(node -> !node.isNull())))
        .toList();
  }

  /// Without the core schema's name, which is the default.
  static String core(String path) {
    for (var prefix : CORE)
      if (path.regionMatches(true, 0, prefix, 0, prefix.length()))
        return path.substring(prefix.length());
    return path;
  }

  private static ScimFailure syntax(String detail) {
    return new ScimFailure(400, "invalidSyntax", detail);
  }
}
