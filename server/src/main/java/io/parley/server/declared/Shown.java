package io.parley.server.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.server.client.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Changes for people to read: a line for each value, with its path, and the lines of longer texts
/// that differ. Values that may be secrets are hidden, and control characters are written out.
final class Shown {
  private static final String HIDDEN = "(hidden)";
  private static final Pattern NAMED = Pattern.compile("\\$\\{secret:[A-Za-z0-9._-]{1,64}}");

  /// A whole value: a reference, or one behind a header's scheme, such as `Bearer`.
  private static final Pattern REFERENCE =
      Pattern.compile("\"(?:[A-Za-z-]{1,16} )?" + NAMED.pattern() + "\"");

  private static final Pattern SECRET =
      Pattern.compile(
          "token|secret|password|passphrase|credential|auth|cookie|key|headers|query|env|args");

  /// Up to the last sign of this kind: a password may have one.
  private static final Pattern LOGIN = Pattern.compile("//[^/\\s]*@");

  private static final Pattern QUERY_VALUE = Pattern.compile("=[^&\"]");

  private Shown() {}

  /// @param raw to compare; @param lines to print
  private record Value(List<String> raw, List<String> lines) {
    boolean isShort() {
      return lines.size() == 1;
    }
  }

  /// Lines of one change, the first one with its item.
  static List<String> lines(Change change) {
    return switch (change) {
      case Change.Added(var item, var after) -> lines("+ ", item, empty(), after);
      case Change.Changed(var item, var before, var after) -> lines("~ ", item, before, after);
      case Change.Removed(var item, _) -> List.of("- " + item.title());
    };
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static List<String> lines(String sign, Item item, ObjectNode before, ObjectNode after) {
    var lines = new ArrayList<String>();
    lines.add(sign + item.title());
    var old = values(item, before);
    var now = values(item, after);
    var paths = new TreeSet<String>(old.keySet());
    paths.addAll(now.keySet());
    for (var path : paths)
      for (var line : lines(TerminalText.escaped(path), old.get(path), now.get(path)))
        lines.add("    " + line);
    return lines;
  }

  /// @param before null if there was none; @param after null if there is none
  private static List<String> lines(String path, Value before, Value after) {
    if (before == null) return all("+ ", path, after);
    if (after == null) return all("- ", path, before);
    if (before.raw().equals(after.raw())) return List.of();
    if (before.lines().equals(after.lines())) return List.of("~ " + path + ": another value");
    var lines = new ArrayList<String>();
    if (before.isShort() && after.isShort()) {
      lines.addAll(all("- ", path, before));
      lines.addAll(all("+ ", path, after));
    } else {
      lines.add("~ " + path + ":");
      Lines.between(before.lines(), after.lines()).forEach(line -> lines.add("  " + line));
    }
    return List.copyOf(lines);
  }

  private static List<String> all(String sign, String path, Value value) {
    if (value.isShort()) return List.of(sign + path + ": " + value.lines().getFirst());
    var lines = new ArrayList<String>();
    lines.add(sign + path + ":");
    value.lines().forEach(line -> lines.add("  " + sign + line));
    return List.copyOf(lines);
  }

  private static SortedMap<String, Value> values(Item item, ObjectNode content) {
    var values = new TreeMap<String, Value>();
    for (var each : content.properties())
      collect(each.getKey(), each.getValue(), item.part() == Part.TOOL_SOURCE, values);
    return values;
  }

  private static void collect(
      String path, JsonNode node, boolean mayBeSecret, SortedMap<String, Value> values) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      for (var each : object.properties())
        collect(path + "." + each.getKey(), each.getValue(), mayBeSecret, values);
    } else if (node instanceof ArrayNode array && array.valueStream().anyMatch(Shown::isNested)) {
      for (int i = 0; i < array.size(); i++)
        collect(path + "[" + i + "]", array.get(i), mayBeSecret, values);
    } else {
      var raw = raw(node);
      var hidden = mayBeSecret && path.startsWith("settings.");
      values.put(path, new Value(raw, raw.stream().map(line -> line(path, line, hidden)).toList()));
    }
  }

  private static boolean isNested(JsonNode node) {
    return node.isContainerNode();
  }

  private static List<String> raw(JsonNode node) {
    if (node instanceof ArrayNode array && !array.isEmpty())
      return array.valueStream().map(JsonNode::toString).toList();
    if (node.isTextual() && node.textValue().indexOf('\n') >= 0)
      return List.of(node.textValue().split("\n", -1));
    return List.of(node.toString());
  }

  private static String line(String path, String line, boolean mayBeSecret) {
    if (!mayBeSecret) return TerminalText.escaped(line);
    return isSecret(path) && !REFERENCE.matcher(line).matches()
        ? HIDDEN
        : TerminalText.escaped(withoutQuery(LOGIN.matcher(line).replaceAll("//" + HIDDEN + "@")));
  }

  /// An address may have a key behind its question mark.
  private static String withoutQuery(String line) {
    int scheme = line.indexOf("://");
    int query = scheme < 0 ? -1 : line.indexOf('?', scheme);
    return query < 0 || hasReferencesAlone(line.substring(query))
        ? line
        : line.substring(0, query + 1) + HIDDEN;
  }

  private static boolean hasReferencesAlone(String query) {
    var rest = NAMED.matcher(query).replaceAll("");
    return rest.length() < query.length() && !QUERY_VALUE.matcher(rest).find();
  }

  /// Whether a value of this name may be a secret.
  static boolean isSecret(String path) {
    return SECRET.matcher(path.toLowerCase(Locale.ROOT)).find();
  }

  /// Fields of a tool source's settings with a value where a reference to a secret is expected.
  static List<String> secrets(Item item, ObjectNode content) {
    return values(item, content).entrySet().stream()
        .filter(each -> each.getValue().lines().stream().anyMatch(line -> line.contains(HIDDEN)))
        .map(each -> TerminalText.escaped(each.getKey()))
        .toList();
  }
}
