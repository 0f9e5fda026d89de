package io.parley.sessions.entity;

import io.parley.core.journal.SessionListing.Status;
import io.parley.core.session.SessionKey;
import io.parley.core.session.SessionState;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.SessionState.OpenTurn;
import io.parley.sessions.SessionView;
import java.util.Optional;

/// A session's state as others may see it.
final class Views {
  private Views() {}

  static Optional<SessionView> of(SessionKey key, SessionState state) {
    return switch (state) {
      case SessionState.New _ -> Optional.empty();
      case Active active -> Optional.of(view(key, active, Status.ACTIVE, Optional.empty()));
      case SessionState.Ended(var was, _, _, var archived) ->
          Optional.of(
              view(key, was, archived.isPresent() ? Status.ARCHIVED : Status.ENDED, archived));
    };
  }

  private static SessionView view(
      SessionKey key, Active active, Status status, Optional<String> archived) {
    var started = active.started();
    return new SessionView(
        key,
        status,
        active.seq(),
        started.agent(),
        started.channel(),
        started.customer(),
        active.turns(),
        active.open().map(OpenTurn::turn),
        active.usage(),
        archived,
        started.at(),
        active.lastActivity());
  }

  /// Whether this is the attempt at a reply that counts.
  static boolean isCurrent(SessionState state, int turn, int attempt) {
    return state
        .openTurn()
        .filter(open -> open.turn() == turn && open.attempt() == attempt)
        .isPresent();
  }
}
