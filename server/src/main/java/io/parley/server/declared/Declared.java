package io.parley.server.declared;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// An organisation, or some parts of it, in the form that [Canonical] gives.
///
/// @param parts those that are told of: of another part nothing is known, and nothing is removed
/// @param items contents, which nobody changes
public record Declared(Set<Part> parts, SortedMap<Item, ObjectNode> items) {
  public Declared {
    parts = Set.copyOf(parts);
    items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
    for (var item : items.keySet())
      if (!parts.contains(item.part()))
        throw new IllegalStateException(
            "an item of an undeclared part: " + item + " (expected: one of " + parts + ")");
  }
}
