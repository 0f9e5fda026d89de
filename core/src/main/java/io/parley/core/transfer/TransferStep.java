package io.parley.core.transfer;

import java.util.List;

/// The state after an event, and what is to be done.
public record TransferStep(TransferState state, List<TransferAction> actions) {
  public TransferStep {
    actions = List.copyOf(actions);
  }

  TransferStep(TransferState state, TransferAction... actions) {
    this(state, List.of(actions));
  }
}
