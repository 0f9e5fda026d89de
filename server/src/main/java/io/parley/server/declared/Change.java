package io.parley.server.declared;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One step from what a server has to what the files say.
public sealed interface Change {
  Item item();

  record Added(Item item, ObjectNode after) implements Change {}

  record Changed(Item item, ObjectNode before, ObjectNode after) implements Change {}

  record Removed(Item item, ObjectNode before) implements Change {}

  /// For people: `added role night-shift`.
  default String done() {
    return switch (this) {
      case Added(var item, _) -> "added " + item.title();
      case Changed(var item, _, _) -> "changed " + item.title();
      case Removed(var item, _) -> "removed " + item.title();
    };
  }
}
