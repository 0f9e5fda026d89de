package io.parley.core.turn;

import java.util.List;

/// The result of an event.
///
/// @param actions in the order in which to perform them
public record Step(CallState state, List<CallAction> actions) {
  public Step {
    actions = List.copyOf(actions);
  }
}
