package io.parley.sessions;

import io.parley.core.session.SessionEvent;
import java.time.Instant;

/// Hears what sessions of this node have committed, to count and time it. Called in the session's
/// own thread: whoever listens must be quick, and keep nothing that was said.
@FunctionalInterface
public interface SessionWatch {

  /// @param turnBegan when the turn that was open before this event had been started, on whichever
  ///   node; the event's own time when none was
  void committed(SessionEvent event, Instant turnBegan);

  /// Tells this one first, then the other.
  default SessionWatch and(SessionWatch other) {
    return (event, turnBegan) -> {
      committed(event, turnBegan);
      other.committed(event, turnBegan);
    };
  }
}
