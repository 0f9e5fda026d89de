package io.parley.sessions.entity;

import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionState;
import java.time.Instant;

/// Makes the command for what a lost child leaves behind.
@FunctionalInterface
interface Consequence {
  SessionCommand at(Instant now, SessionState state);
}
