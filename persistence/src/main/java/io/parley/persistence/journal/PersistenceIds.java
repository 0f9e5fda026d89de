package io.parley.persistence.journal;

import io.parley.core.tenant.SessionKey;
import java.util.Optional;

/// Under what a session's events are in the journal: `Session|tenant:session`, which is what
/// Pekko's `PersistenceId.of("Session", "tenant:session")` makes.
public final class PersistenceIds {
  private static final String PREFIX = "Session|";

  private PersistenceIds() {}

  public static String of(SessionKey key) {
    return PREFIX + key;
  }

  /// @return empty for what is not a session: other actors may have events of their own
  public static Optional<SessionKey> session(String persistenceId) {
    if (!persistenceId.startsWith(PREFIX)) return Optional.empty();
    try {
      return Optional.of(SessionKey.parse(persistenceId.substring(PREFIX.length())));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
