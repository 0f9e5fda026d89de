package io.parley.sessions.fault;

import io.parley.core.fault.WorkFailed;
import java.util.Optional;

/// A failure of a session's work that must not happen, for the alarm. Never contains what anybody
/// said.
///
/// @param work a few fixed words, such as `reply` or `tool-call`
/// @param cause the exception; empty where a node ended and the cause is unknown
public record Fault(String work, Kind kind, Optional<WorkFailed> cause) {

  public enum Kind {
    /// The work failed; the session and the node continue.
    CONTAINED,
    /// The node ends because of it. The work has failed, if the session could still record that.
    FATAL,
    /// A node ended while it was at this work, which is tried once more.
    NODE_LOST,
    /// Nodes ended so often at it that the work has failed.
    GIVEN_UP
  }
}
