package io.parley.core.turn;

import java.util.List;

/// What an event led to.
///
/// @param actions in the order in which they are to be performed
public record Step(CallState state, List<CallAction> actions) {
  public Step {
    actions = List.copyOf(actions);
  }
}
