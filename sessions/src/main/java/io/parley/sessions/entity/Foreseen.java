package io.parley.sessions.entity;

import io.parley.core.session.Session;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.core.session.TurnEvent.TurnStarted;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// The states to which the events of a command lead. The rules are tried on them before anything is
/// written, and the same states serve when it is. Lives inside the session's actor and in its
/// thread.
final class Foreseen {
  private Queue<Step> steps = new ArrayDeque<>();

  private record Step(long seq, SessionEvent event, SessionState after) {}

  /// Tries the rules on `events`; they throw where one cannot follow.
  void of(SessionState state, Iterable<SessionEvent> events) {
    steps = new ArrayDeque<>();
    var tried = new ArrayDeque<Step>();
    var before = state;
    for (var event : events) {
      var after = Session.evolve(before, event);
      tried.add(new Step(before.seq(), event, after));
      before = after;
    }
    steps = tried;
  }

  /// What `event` makes of `before`.
  SessionState evolve(SessionState before, SessionEvent event) {
    var step = steps.poll();
    return step != null && step.seq() == before.seq() && isSame(step.event(), event)
        ? step.after()
        : Session.evolve(before, event);
  }

  /// The place in a trace, which an event is given when it is written, is none of the state's.
  private static boolean isSame(SessionEvent tried, SessionEvent written) {
    return tried.equals(
        written instanceof TurnStarted started ? started.traced(Optional.empty()) : written);
  }
}
