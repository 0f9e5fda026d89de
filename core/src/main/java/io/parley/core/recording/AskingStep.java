package io.parley.core.recording;

import java.util.List;

/// @param actions in order
public record AskingStep(AskingState state, List<AskingAction> actions) {
  public AskingStep {
    actions = List.copyOf(actions);
  }
}
