package io.parley.persistence.journal;

import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.util.Optional;

/// The key of a session's events in the journal: `Session|tenant:session`, the result of Pekko's
/// `PersistenceId.of("Session", "tenant:session")`.
public final class PersistenceIds {
  private static final String PREFIX = "Session|";

  private PersistenceIds() {}

  public static String of(SessionKey key) {
    return PREFIX + key;
  }

  /// @return empty for a key that is not a session's: other actors may have events of their own
  public static Optional<SessionKey> session(String persistenceId) {
    if (!persistenceId.startsWith(PREFIX)) return Optional.empty();
    try {
      return Optional.of(SessionKey.parse(persistenceId.substring(PREFIX.length())));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /// @throws IllegalArgumentException for a key that is not a session's: such events and snapshots
  ///   belong to no tenant, so that no role may read them
  public static TenantId tenant(String persistenceId) {
    return session(persistenceId)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "persistence id without a tenant (expected: Session|tenant:session)"))
        .tenant();
  }
}
