package io.parley.core.dial;

import io.parley.core.text.ConstantWord;

/// How an answering machine was treated.
public enum MachineOutcome {
  HUNG_UP,
  /// The message was spoken to its end.
  MESSAGE_LEFT,
  /// The message could not be spoken, or not to its end.
  MESSAGE_FAILED,
  /// The agent talks to it as to a person.
  TALKED;

  /// As stored and shown: `message-left`.
  public String word() {
    return ConstantWord.of(this);
  }
}
