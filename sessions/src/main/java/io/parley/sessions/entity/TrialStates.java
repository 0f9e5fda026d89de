package io.parley.sessions.entity;

import io.parley.core.session.Session;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.core.session.TurnEvent.TurnStarted;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// The states to which a command's events lead. The rules are tried on them before anything is
/// stored, and the computed states are reused afterwards. Lives inside the session's actor and in
/// its thread.
final class TrialStates {
  private Queue<Step> steps = new ArrayDeque<>();

  private record Step(long seq, SessionEvent event, SessionState after) {}

  /// Applies the rules to `events`; they throw where an event cannot follow.
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

  /// The state after `event`.
  SessionState evolve(SessionState before, SessionEvent event) {
    var step = steps.poll();
    return step != null && step.seq() == before.seq() && isSame(step.event(), event)
        ? step.after()
        : Session.evolve(before, event);
  }

  /// A trace context, which is added to an event when it is stored, is no part of the state.
  private static boolean isSame(SessionEvent tried, SessionEvent written) {
    return tried.equals(
        written instanceof TurnStarted started ? started.traced(Optional.empty()) : written);
  }
}
