package io.parley.sessions.entity;

import io.parley.core.session.Session;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.core.session.SessionState.OpenTurn;
import io.parley.core.session.TurnEvent;
import io.parley.sessions.SessionWatch;
import io.parley.sessions.fault.Fault;
import java.util.List;

/// Passes stored events to the [SessionWatch], with the start of their turn: an event that ends a
/// turn does not say when the turn began.
final class WatchNotifier {
  private WatchNotifier() {}

  static void tell(
      SessionWatch watch, Faults faults, SessionState before, List<SessionEvent> events) {
    var began = before.openTurn().map(OpenTurn::startedAt).orElse(null);
    for (var event : events) {
      watch.committed(event, began == null ? event.at() : began);
      tellDeath(faults, before, event);
      if (event instanceof TurnEvent.TurnStarted) began = event.at();
    }
  }

  /// A turn that is resumed after its node's death, or given up, raises an alarm.
  private static void tellDeath(Faults faults, SessionState before, SessionEvent event) {
    int known = before.openTurn().map(OpenTurn::deaths).orElse(0);
    if (event instanceof TurnEvent.TurnResumed resumed && resumed.deaths().orElse(0) > known)
      faults.nodeLost(Fault.Kind.NODE_LOST);
    if (event instanceof TurnEvent.TurnFailed failed
        && failed.problem().type().equals(Session.CRASHED)) faults.nodeLost(Fault.Kind.GIVEN_UP);
  }
}
