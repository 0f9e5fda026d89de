package io.parley.core.memory;

import io.parley.core.tenant.SessionKey;
import java.time.Instant;

/// A long-term memory.
///
/// @param id unique within the tenant: the session's id, a dot, and the number of the event that
///   wrote it
/// @param source the session that it was learned in
/// @param at when it was written or last corrected
public record Memory(String id, MemoryKind kind, String text, SessionKey source, Instant at) {

  /// The id of the memory that event `seq` of `session` wrote.
  public static String id(SessionKey session, long seq) {
    return session.session().value() + "." + seq;
  }
}
