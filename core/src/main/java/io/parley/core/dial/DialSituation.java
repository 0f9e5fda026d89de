package io.parley.core.dial;

import java.time.Instant;
import java.util.List;

/// The facts at the moment in which a call is ordered, counted over all nodes.
///
/// @param kind of the number
/// @param onList whether it is on the do-not-call list
/// @param attempts when it was ordered to be called before, without refused orders: at least those
///   within [DialRules#window], in any order
/// @param underWay calls out of this tenant that are not over
/// @param lastSecond orders of this tenant within the last second, without refused ones
public record DialSituation(
    NumberKind kind, boolean onList, List<Instant> attempts, int underWay, int lastSecond) {
  public DialSituation {
    attempts = List.copyOf(attempts);
  }
}
