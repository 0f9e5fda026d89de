package io.parley.sessions;

import io.parley.core.journal.Damage;
import io.parley.sessions.wire.Wire;
import java.util.Optional;

/// State of an awake session beyond its [SessionView]: counts, for operators, never words.
///
/// @param view empty when there is no such session
/// @param attempt at the reply under way; 0 when there is none
/// @param waiting messages that the next turn answers
/// @param running tool calls under way; @param awaiting those that wait for a human; @param inDoubt
///   those that may or may not have happened
/// @param readers of the session; @param errands child actors at work
/// @param damage the reason why everything else is empty; older builds do not send it
public record SessionInspection(
    Optional<SessionView> view,
    int epoch,
    int attempt,
    int waiting,
    int running,
    int awaiting,
    int inDoubt,
    int readers,
    int errands,
    Optional<Damage> damage)
    implements Wire {

  /// For a session whose journal can be read.
  public SessionInspection(
      Optional<SessionView> view,
      int epoch,
      int attempt,
      int waiting,
      int running,
      int awaiting,
      int inDoubt,
      int readers,
      int errands) {
    this(
        view,
        epoch,
        attempt,
        waiting,
        running,
        awaiting,
        inDoubt,
        readers,
        errands,
        Optional.empty());
  }

  public static SessionInspection damaged(Damage damage) {
    return new SessionInspection(Optional.empty(), 0, 0, 0, 0, 0, 0, 0, 0, Optional.of(damage));
  }
}
