package io.parley.server.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// The changes that lead from what a server has to what the files say, in an order in which each
/// can be stored: what others name comes before them, and goes after them.
public final class Difference {
  private Difference() {}

  /// @param prune whether things that the files do not have are removed, of parts that they have
  public static List<Change> between(Declared files, Declared server, boolean prune) {
    var changes = new ArrayList<Change>();
    files
        .items()
        .forEach(
            (item, after) -> {
              var before = server.items().get(item);
              if (before == null) changes.add(new Change.Added(item, after));
              else if (!isSame(before, after)) changes.add(new Change.Changed(item, before, after));
            });
    if (prune) changes.addAll(removed(files, server));
    return List.copyOf(changes);
  }

  private static List<Change> removed(Declared files, Declared server) {
    var removed = new ArrayList<Change>();
    server
        .items()
        .forEach(
            (item, before) -> {
              boolean isGone = files.parts().contains(item.part()) && item.part() != Part.NAME;
              if (isGone && !files.items().containsKey(item))
                removed.add(new Change.Removed(item, before));
            });
    return removed.reversed();
  }

  /// Numbers by their value: a database keeps `1e3` as `1000`.
  static boolean isSame(JsonNode one, JsonNode other) {
    return byValue(one).equals(byValue(other));
  }

  private static JsonNode byValue(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        var copy = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(each -> copy.set(each.getKey(), byValue(each.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        var copy = JsonNodeFactory.instance.arrayNode();
        array.forEach(each -> copy.add(byValue(each)));
        yield copy;
      }
      default ->
          node.isNumber() ? DecimalNode.valueOf(node.decimalValue().stripTrailingZeros()) : node;
    };
  }
}
