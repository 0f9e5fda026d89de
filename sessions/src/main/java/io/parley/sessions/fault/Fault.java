package io.parley.sessions.fault;

import io.parley.core.fault.WorkFailed;
import java.util.Optional;

/// Something at a session's work that must not happen, for the alarm. Never holds what anybody
/// said.
///
/// @param work a few fixed words, such as `reply` or `tool-call`
/// @param cause what was thrown; empty where a node ended and nobody can tell
public record Fault(String work, Kind kind, Optional<WorkFailed> cause) {

  public enum Kind {
    /// The work failed; the session and the node go on.
    CONTAINED,
    /// The node ends of it. The work has failed, if the session could still write that down.
    FATAL,
    /// A node ended while it was at this work, which is tried once more.
    NODE_LOST,
    /// It ended so often that the work has failed.
    GIVEN_UP
  }
}
