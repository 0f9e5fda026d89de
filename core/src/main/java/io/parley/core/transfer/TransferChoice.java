package io.parley.core.transfer;

import io.parley.core.text.ConstantWord;
import java.util.List;

/// What becomes of a model's request to hand the call over.
public sealed interface TransferChoice {

  /// It is done.
  record Chosen(TransferTarget target, TransferMode mode) implements TransferChoice {}

  /// It is not done, and nothing was dialled.
  ///
  /// @param expected what would have been right: names of targets, modes, or hours
  record Refused(Reason reason, List<String> expected) implements TransferChoice {
    public Refused {
      expected = List.copyOf(expected);
    }
  }

  /// Why it is refused.
  enum Reason {
    /// No target of this agent has exactly this name.
    UNKNOWN_TARGET,
    /// Neither `blind` nor `attended`.
    UNKNOWN_MODE,
    /// The target is not handed calls in this mode.
    MODE_NOT_ALLOWED,
    /// Nobody answers there at this time.
    CLOSED;

    /// As models read it: `unknown-target`.
    public String word() {
      return ConstantWord.of(this);
    }
  }
}
