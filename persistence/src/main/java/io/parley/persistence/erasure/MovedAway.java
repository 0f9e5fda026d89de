package io.parley.persistence.erasure;

import io.parley.core.tenant.TenantId;
import java.sql.Connection;
import java.sql.SQLException;

/// Sessions of an organisation that lives in another database, deleted where they were. Their
/// usage, recordings and vectors of texts stay: they are still its own.
public final class MovedAway {
  private MovedAway() {}

  /// Deletes some sessions with their events and snapshots, within the caller's transaction.
  ///
  /// @return how many rows were deleted; 0 when there are none
  public static int deleteSome(Connection connection, TenantId tenant) throws SQLException {
    return Parts.someSessions(connection, tenant);
  }
}
