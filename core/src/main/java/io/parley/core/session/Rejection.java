package io.parley.core.session;

/// The rules' reason to refuse a command: a value of the protocol, not a fault. Nothing was stored.
///
/// @param detail says what was found and what was expected; never holds what people said
public record Rejection(Reason reason, String detail) {

  public enum Reason {
    NOT_STARTED,
    ALREADY_STARTED,
    ENDED,
    ID_REUSED,
    /// The turn does not exist or has ended.
    TURN_NOT_OPEN,
    /// From an attempt that is no longer the current one.
    STALE_ATTEMPT,
    UNKNOWN_CALL,
    ALREADY_DECIDED,
    /// The call waits for no answer any more, because the time for it has passed.
    CALL_EXPIRED,
    /// Somebody else was asked for consent.
    NOT_ASKED,
    /// Arguments that do not fit the tool's schema.
    WRONG_ARGUMENTS,
    TOO_MANY_WAITING,
    TOO_MANY_TOOL_CALLS,
    TOO_MANY_RATINGS,
    /// The text reported as heard is not the beginning of the reply.
    NOT_IN_THE_REPLY,
    /// Processing failed because of a bug in Parley; a repeated command would fail again.
    FAULT,
    /// The command, or the reason for its rejection, comes from a newer version than this node's,
    /// during a rolling upgrade.
    NOT_KNOWN_HERE
  }
}
