package io.parley.sessions;

import io.parley.core.journal.Damage;
import io.parley.core.limit.RateLimit;
import io.parley.core.session.Rejection;
import io.parley.sessions.wire.Wire;

/// What a session says to a command. That it could not say anything in time is no answer: see
/// [SessionUnavailable].
public sealed interface Answer extends Wire {

  /// To what only a newer build could have asked.
  Answer NOT_KNOWN_HERE =
      new Refused(
          new Rejection(
              Rejection.Reason.NOT_KNOWN_HERE,
              "the session is on a node of an older version (expected: the same version)"));

  /// Committed.
  ///
  /// @param seq number of the event that holds the command
  record Stored(long seq) implements Answer {}

  /// The rules do not allow it; nothing was stored.
  record Refused(Rejection rejection) implements Answer {}

  /// Too much lately; nothing was stored.
  record Limited(RateLimit.Refused limit) implements Answer {}

  /// The session is closed, because its journal is damaged; nothing was stored.
  record Damaged(Damage damage) implements Answer {}
}
