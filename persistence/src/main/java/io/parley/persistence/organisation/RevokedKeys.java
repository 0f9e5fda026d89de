package io.parley.persistence.organisation;

import io.parley.core.identity.ApiKeys;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/// Revoked API keys, of which an organisation's list keeps some.
public final class RevokedKeys {
  private static final String FORGET =
      """
      DELETE FROM api_key WHERE tenant = ? AND revoked_at IS NOT NULL AND id NOT IN (
        SELECT id FROM api_key WHERE tenant = ? AND revoked_at IS NOT NULL
        ORDER BY revoked_at DESC, id LIMIT %d)\
      """
          .formatted(ApiKeys.REVOKED_MAX);

  private RevokedKeys() {}

  /// Deletes the oldest beyond [ApiKeys#REVOKED_MAX], in a transaction of the tenant that revoked
  /// some: more of them would push valid keys out of the list.
  public static void trim(Connection connection, TenantId tenant) throws SQLException {
    Sql.update(connection, FORGET, tenant.value(), tenant.value());
  }
}
