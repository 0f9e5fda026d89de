package io.parley.sessions;

import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.fault.Fault;
import java.time.Instant;

/// Hears what sessions of this node have committed, to count and time it. Called in the session's
/// own thread: whoever listens must be quick, and keep nothing that was said.
@FunctionalInterface
public interface SessionWatch {

  /// @param turnBegan when the turn that was open before this event had been started, on whichever
  ///   node; the event's own time when none was
  void committed(SessionEvent event, Instant turnBegan);

  /// Something at a session's work failed that must not. Called on any thread.
  default void faulted(SessionKey key, Fault fault) {}

  /// Tells this one first, then the other.
  default SessionWatch and(SessionWatch other) {
    var first = this;
    return new SessionWatch() {
      @Override
      public void committed(SessionEvent event, Instant turnBegan) {
        first.committed(event, turnBegan);
        other.committed(event, turnBegan);
      }

      @Override
      public void faulted(SessionKey key, Fault fault) {
        first.faulted(key, fault);
        other.faulted(key, fault);
      }
    };
  }
}
