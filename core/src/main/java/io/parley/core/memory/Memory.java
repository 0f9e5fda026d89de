package io.parley.core.memory;

import io.parley.core.tenant.SessionKey;
import java.time.Instant;

/// Something remembered.
///
/// @param id unique within the tenant: the session's id, a dot, and the number of the event that
///   wrote it
/// @param source the session that it comes from
/// @param at when it was written or last corrected
public record Memory(String id, MemoryKind kind, String text, SessionKey source, Instant at) {

  /// The name of what event `seq` of `session` wrote.
  public static String id(SessionKey session, long seq) {
    return session.session().value() + "." + seq;
  }
}
