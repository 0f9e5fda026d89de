package io.parley.persistence.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Converts events of old versions to the current one: for each kind a chain, the first step from
/// version 1 to 2, the next from 2 to 3. A kind without a chain is at version 1.
///
/// A field that may be missing needs no new version. A mandatory field does, and so does a new
/// constant of an enum: a program that does not know it must see that the event is newer than
/// itself.
///
/// A step may use only the event: no clock, no other event. It is written once, with a recorded
/// journal of the old shape beside it, and kept for ever.
///
/// A program that does not know a version closes its session. So the release that introduces a new
/// version only reads it, and the next one writes it
/// (docs/decisions/0024-a-release-reads-before-it-writes.md).
///
/// @param steps by kind, the oldest first
/// @param unwritten for each kind whose newest version is not written yet, the conversion to the
///   version before, which is written instead
record Upcasters(
    Map<String, List<UnaryOperator<ObjectNode>>> steps,
    Map<String, UnaryOperator<ObjectNode>> unwritten) {
  /// The chains of this program. No shape has changed yet.
  static final Upcasters TODAY = new Upcasters(Map.of(), Map.of());

  Upcasters {
    steps = Map.copyOf(steps);
    unwritten = Map.copyOf(unwritten);
    for (var kind : unwritten.keySet())
      if (!steps.containsKey(kind))
        throw new IllegalArgumentException(
            "unwritten: %s has one version (expected: a kind with a step)".formatted(kind));
  }

  /// The newest version that is read.
  int version(String kind) {
    return 1 + chain(kind).size();
  }

  /// The version that is written.
  int written(String kind) {
    return unwritten.containsKey(kind) ? version(kind) - 1 : version(kind);
  }

  /// The conversion of an event in its newest version to the version that is written; empty when
  /// these are the same.
  Optional<UnaryOperator<ObjectNode>> back(String kind) {
    return Optional.ofNullable(unwritten.get(kind));
  }

  /// @param version of `event`, at most [#version]
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
