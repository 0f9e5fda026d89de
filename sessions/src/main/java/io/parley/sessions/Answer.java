package io.parley.sessions;

import io.parley.core.journal.Damage;
import io.parley.core.limit.RateLimit;
import io.parley.core.session.Rejection;
import io.parley.sessions.wire.Wire;

/// A session's answer to a command. No answer in time is [SessionUnavailable].
public sealed interface Answer extends Wire {

  /// To a command that only a newer build knows.
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
