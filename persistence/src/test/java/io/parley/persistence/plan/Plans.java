package io.parley.persistence.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Plans of statements, as `EXPLAIN (FORMAT JSON)` returns them, and which of them read a large
/// table from end to end. Thread safe.
final class Plans {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Set<String> INDEX_SCANS =
      Set.of("Index Scan", "Index Only Scan", "Bitmap Index Scan");

  /// These return the rows of their input as it comes, so that a limit above them stops the scan.
  private static final Set<String> PASSING =
      Set.of(
          "LockRows",
          "Nested Loop",
          "Hash Join",
          "Merge Join",
          "Subquery Scan",
          "Result",
          "Append",
          "Merge Append",
          "Memoize");

  /// How such an input is called. The inner one of a join is read for each row of the outer one.
  private static final Set<String> PASSED = Set.of("Outer", "Member", "Subquery");

  private static final Set<String> BITMAPS =
      Set.of("Bitmap Heap Scan", "BitmapOr", "BitmapAnd", "Bitmap Index Scan");

  /// A filter that leaves one row of more than so many.
  private static final long NEARLY_ALL = 20;

  private final Set<String> large;
  private final List<Explained> explained = new CopyOnWriteArrayList<>();

  private record Explained(String sql, JsonNode root) {}

  /// @param large names of tables that grow with the number of sessions
  Plans(Set<String> large) {
    this.large = Set.copyOf(large);
  }

  void add(String sql, String json) {
    try {
      explained.add(new Explained(sql, JSON.readTree(json).path(0).path("Plan")));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a plan that is not JSON", e);
    }
  }

  /// Large tables that a statement has read or changed.
  Set<String> touched() {
    var names = new TreeSet<String>();
    explained.forEach(each -> tables(each.root(), names));
    names.retainAll(large);
    return names;
  }

  private static void tables(JsonNode node, Set<String> names) {
    if (node.has("Relation Name")) names.add(node.path("Relation Name").asText());
    for (var child : node.path("Plans")) tables(child, names);
  }

  /// The same without counts of rows.
  Set<String> wholeReads(Set<String> small) {
    return wholeReads(small, Map.of());
  }

  /// Each statement that reads a large table, or an index of it, from end to end: how, and the
  /// statement. An index that is read in its order up to a limit does not count, unless its filter
  /// drops nearly all rows: then the limit comes late or never.
  ///
  /// @param small indexes that hold few of their table's rows, and may be read whole
  /// @param rows of tables, as the planner knows them
  Set<String> wholeReads(Set<String> small, Map<String, Long> rows) {
    var found = new TreeSet<String>();
    for (var each : explained)
      visit(each.root(), "", false, small, rows, how -> found.add(how + ": " + each.sql()));
    return found;
  }

  private void visit(
      JsonNode node,
      String above,
      boolean limited,
      Set<String> small,
      Map<String, Long> rows,
      Consumer<String> found) {
    var type = node.path("Node Type").asText();
    var table = node.has("Relation Name") ? node.path("Relation Name").asText() : above;
    boolean isSmall = small.contains(node.path("Index Name").asText());
    boolean ends = limited && !dropsNearlyAll(node, rows.getOrDefault(table, 0L));
    if (large.contains(table) && !isSmall && readsAll(node, type, ends))
      found.accept(type + " of " + table);
    boolean passes = type.equals("Limit") || (limited && PASSING.contains(type));
    for (var child : node.path("Plans"))
      visit(
          child,
          BITMAPS.contains(type) ? table : "",
          passes && PASSED.contains(child.path("Parent Relationship").asText()),
          small,
          rows,
          found);
  }

  private static boolean readsAll(JsonNode node, String type, boolean ends) {
    return type.equals("Seq Scan")
        || (INDEX_SCANS.contains(type) && !node.has("Index Cond") && !ends);
  }

  /// The filter of row level security is one value for all rows, of which the planner expects half.
  private static boolean dropsNearlyAll(JsonNode node, long rows) {
    return node.has("Filter") && node.path("Plan Rows").asLong() * NEARLY_ALL < rows;
  }

  /// Every statement with its first plan, a line for each node.
  String text() {
    var first = new TreeMap<String, String>();
    for (var each : explained) {
      var lines = new StringBuilder();
      print(each.root(), "  ", lines);
      first.putIfAbsent(each.sql(), lines.toString());
    }
    return first.entrySet().stream()
        .map(entry -> entry.getKey() + "\n" + entry.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static void print(JsonNode node, String indent, StringBuilder lines) {
    lines.append(indent).append(node.path("Node Type").asText());
    part(node, "Relation Name", " of ", lines);
    part(node, "Index Name", " by ", lines);
    part(node, "Index Cond", " where ", lines);
    part(node, "Filter", " filtered by ", lines);
    part(node, "Plan Rows", ", rows ", lines);
    part(node, "Total Cost", ", cost ", lines);
    lines.append('\n');
    for (var child : node.path("Plans")) print(child, indent + "  ", lines);
  }

  private static void part(JsonNode node, String name, String before, StringBuilder lines) {
    if (node.has(name)) lines.append(before).append(node.path(name).asText());
  }
}
