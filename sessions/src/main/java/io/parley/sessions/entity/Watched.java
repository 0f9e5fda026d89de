package io.parley.sessions.entity;

import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.core.session.SessionState.OpenTurn;
import io.parley.sessions.SessionWatch;
import java.util.List;

/// Tells the watch of one write what it needs to time turns: an event itself does not say when the
/// turn that it ends was begun.
final class Watched {
  private Watched() {}

  static void tell(SessionWatch watch, SessionState before, List<SessionEvent> events) {
    var began = before.openTurn().map(OpenTurn::startedAt).orElse(null);
    for (var event : events) {
      watch.committed(event, began == null ? event.at() : began);
      if (event instanceof SessionEvent.TurnStarted) began = event.at();
    }
  }
}
