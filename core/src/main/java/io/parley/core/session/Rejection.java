package io.parley.core.session;

/// Why the rules refused a command: a value of the protocol, not a fault. Nothing was stored.
///
/// @param detail says what was found and what was expected; never holds what people said
public record Rejection(Reason reason, String detail) {

  public enum Reason {
    NOT_STARTED,
    ALREADY_STARTED,
    ENDED,
    ID_REUSED,
    /// No such turn, or no longer.
    TURN_NOT_OPEN,
    /// Made by an attempt that has been overtaken.
    STALE_ATTEMPT,
    UNKNOWN_CALL,
    ALREADY_DECIDED,
    TOO_MANY_WAITING,
    TOO_MANY_TOOL_CALLS,
    TOO_MANY_RATINGS,
    /// What is said to have been heard is not how the reply begins.
    NOT_IN_THE_REPLY,
    /// The work on it failed by a fault of ours, which would only happen again.
    FAULT,
    /// What was asked, or why it was refused, is of a newer program than the one that reads it:
    /// while nodes of two versions run.
    NOT_KNOWN_HERE
  }
}
