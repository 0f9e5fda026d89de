package io.parley.persistence.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// How events of old versions become those of today: for each kind a chain, the first step from
/// version 1 to 2, the next from 2 to 3. A kind without a chain is at version 1.
///
/// A field that may be missing needs no new version. A field that must be there does, and so does a
/// new constant of an enum: a program that does not know it must see that the event is newer than
/// itself.
///
/// A step may use what is in the event alone: no clock, no other event. It is written once, with a
/// recorded journal of the old shape beside it, and kept for ever.
record Upcasters(Map<String, List<UnaryOperator<ObjectNode>>> steps) {
  /// Those of this program. No shape has changed yet.
  static final Upcasters TODAY = new Upcasters(Map.of());

  Upcasters {
    steps = Map.copyOf(steps);
  }

  int version(String kind) {
    return 1 + chain(kind).size();
  }

  /// @param version what `event` is now, at most [#version]
  ObjectNode upcast(String kind, int version, ObjectNode event) {
    if (version == version(kind)) return event;
    var now = event.deepCopy();
    for (var step : chain(kind).subList(version - 1, version(kind) - 1)) now = step.apply(now);
    return now;
  }

  private List<UnaryOperator<ObjectNode>> chain(String kind) {
    return steps.getOrDefault(kind, List.of());
  }
}
