package io.parley.sessions;

import io.parley.core.session.SessionEvent;

/// Hears what sessions of this node have committed, to count and time it. Called in the session's
/// own thread: whoever listens must be quick, and keep nothing that was said.
@FunctionalInterface
public interface SessionWatch {
  void committed(SessionEvent event);
}
