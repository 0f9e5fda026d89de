package io.parley.sessions;

import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.fault.Fault;
import java.time.Instant;

/// Observes the events that sessions of this node have committed, to count and time them. Called in
/// the session's own thread: must be quick, and must keep nothing that was said.
@FunctionalInterface
public interface SessionWatch {

  /// @param turnBegan start of the turn that was open before this event, on whichever node it
  ///   started; the event's own time when none was open
  void committed(SessionEvent event, Instant turnBegan);

  /// A session's work failed in a way that must not happen. Called on any thread.
  default void faulted(SessionKey key, Fault fault) {}

  /// Calls this one first, then the other.
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
