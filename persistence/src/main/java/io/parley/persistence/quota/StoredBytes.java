package io.parley.persistence.quota;

import io.parley.core.quota.QuotaKind;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

/// The quota of stored bytes ([QuotaKind#STORAGE]), asked within the transaction that stores more.
public final class StoredBytes {
  private static final String LIMIT =
      "SELECT amount FROM organisation_quota WHERE tenant = ? AND kind = ? AND amount > 0";

  /// The records of this transaction are added now, and not when it is committed.
  private static final String WITH_OURS = "SET CONSTRAINTS usage_record_stored IMMEDIATE";

  /// The sum of all usage records of what is stored (`V61__recordings_in_usage.sql`).
  private static final String STORED = "SELECT amount FROM stored_bytes WHERE tenant = ?";

  private StoredBytes() {}

  /// Without a quota nothing is asked.
  ///
  /// @return the quota, if more is stored than that; else empty
  public static OptionalLong exceeded(Connection connection, TenantId tenant) throws SQLException {
    var limit =
        Sql.first(
            connection,
            LIMIT,
            row -> row.getLong("amount"),
            tenant.value(),
            QuotaKind.STORAGE.word());
    if (limit.isEmpty()) return OptionalLong.empty();
    Sql.update(connection, WITH_OURS);
    long stored =
        Sql.first(connection, STORED, row -> row.getLong("amount"), tenant.value()).orElse(0L);
    return stored > limit.get() ? OptionalLong.of(limit.get()) : OptionalLong.empty();
  }
}
