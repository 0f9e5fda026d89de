package io.parley.sessions.entity;

import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionState;
import java.time.Instant;

/// Makes the command that settles the work of a child that stopped without a result.
@FunctionalInterface
interface Consequence {
  SessionCommand at(Instant now, SessionState state);
}
