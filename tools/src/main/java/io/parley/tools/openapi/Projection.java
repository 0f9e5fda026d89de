package io.parley.tools.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.json.Jackson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The part of an answer that the model sees: a list of JSON Pointers (RFC 6901), whose places are
/// kept, or an object of them, with a name for each value. A part `*` stands for each element of a
/// list.
///
/// @param kept parts of pointers; empty: everything
/// @param named parts of pointers by name
record Projection(List<List<String>> kept, Map<String, List<String>> named) {
  /// The whole answer.
  static final Projection ALL = new Projection(List.of(), Map.of());

  private static final String EACH = "*";
  private static final String EXPECTED =
      "a list of JSON Pointers such as /items/*/id, or an object of them";

  /// @param wrong what to throw, by what was expected
  static Projection of(Optional<JsonNode> json, Function<String, IllegalArgumentException> wrong) {
    if (json.isEmpty()) return ALL;
    if (json.get() instanceof ArrayNode list && !list.isEmpty()) {
      var kept = new ArrayList<List<String>>();
      for (var each : list) kept.add(parts(each, wrong));
      return new Projection(List.copyOf(kept), Map.of());
    }
    if (!(json.get() instanceof ObjectNode object) || object.isEmpty()) throw wrong.apply(EXPECTED);
    var named = new LinkedHashMap<String, List<String>>();
    for (var each : object.properties()) named.put(each.getKey(), parts(each.getValue(), wrong));
    return new Projection(List.of(), named);
  }

  private static List<String> parts(
      JsonNode pointer, Function<String, IllegalArgumentException> wrong) {
    if (!pointer.isTextual() || !pointer.asText().startsWith("/")) throw wrong.apply(EXPECTED);
    var parts = new ArrayList<String>();
    for (var at = JsonPointer.compile(pointer.asText()); !at.matches(); at = at.tail())
      parts.add(at.getMatchingProperty());
    return List.copyOf(parts);
  }

  JsonNode of(JsonNode answer) {
    if (!named.isEmpty()) {
      var result = Jackson.object();
      named.forEach((name, parts) -> found(answer, parts).ifPresent(v -> result.set(name, v)));
      return result;
    }
    return kept.isEmpty() ? answer : pruned(answer, kept);
  }

  /// Only what lies on one of the paths. Elements of lists that have nothing of it become empty.
  private static JsonNode pruned(JsonNode from, List<List<String>> paths) {
    if (paths.stream().anyMatch(List::isEmpty)) return from;
    if (from instanceof ArrayNode list) {
      var result = Jackson.object().arrayNode();
      for (int i = 0; i < list.size(); i++) {
        var rest = under(paths, Integer.toString(i));
        if (!rest.isEmpty()) result.add(pruned(list.get(i), rest));
      }
      return result;
    }
    var result = Jackson.object();
    for (var field : from.properties()) {
      var rest = under(paths, field.getKey());
      if (!rest.isEmpty()) result.set(field.getKey(), pruned(field.getValue(), rest));
    }
    return result;
  }

  private static List<List<String>> under(List<List<String>> paths, String part) {
    return paths.stream()
        .filter(path -> path.getFirst().equals(part) || path.getFirst().equals(EACH))
        .map(path -> path.subList(1, path.size()))
        .toList();
  }

  private static Optional<JsonNode> found(JsonNode from, List<String> path) {
    if (path.isEmpty()) return Optional.of(from);
    var rest = path.subList(1, path.size());
    if (path.getFirst().equals(EACH) && from.isArray()) {
      var all = Jackson.object().arrayNode();
      for (var each : from) found(each, rest).ifPresent(all::add);
      return Optional.of(all);
    }
    var next = from.isArray() ? from.path(index(path.getFirst())) : from.path(path.getFirst());
    return next.isMissingNode() ? Optional.empty() : found(next, rest);
  }

  private static int index(String part) {
    boolean isNumber =
        part.length() < 9 && !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? Integer.parseInt(part) : -1;
  }
}
