package io.parley.server.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.organisation.Slug;
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
    return prune ? ordered(changes, removed(files, server), server) : List.copyOf(changes);
  }

  /// Removals come last, but those of slugs that others take the place of: there are only so many.
  private static List<Change> ordered(List<Change> changes, List<Change> removed, Declared server) {
    var rest = new ArrayList<Change>(removed);
    var all = new ArrayList<Change>();
    long slugs = server.items().keySet().stream().filter(Difference::isSlug).count();
    for (var change : changes) {
      if (isSlug(change.item())) {
        boolean isFull = slugs >= Slug.COUNT_MAX;
        var place = rest.stream().filter(each -> isFull && isSlug(each.item())).findFirst();
        place.ifPresent(all::add);
        place.ifPresent(rest::remove);
        if (place.isEmpty()) slugs++;
      }
      all.add(change);
    }
    all.addAll(rest);
    return List.copyOf(all);
  }

  private static boolean isSlug(Item item) {
    return item.part() == Part.SLUG;
  }

  private static List<Change> removed(Declared files, Declared server) {
    var removed = new ArrayList<Change>();
    server
        .items()
        .forEach(
            (item, before) -> {
              boolean isGone = files.parts().contains(item.part()) && item.part().isRemovable();
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
