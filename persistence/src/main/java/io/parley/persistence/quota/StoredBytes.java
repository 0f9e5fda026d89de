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

  /// With the records of this transaction.
  private static final String STORED =
      """
      SELECT coalesce(sum(amount), 0)::bigint FROM usage_record
      WHERE tenant = ? AND kind IN ('archive-bytes', 'recording-bytes', 'document-bytes')\
      """;

  private StoredBytes() {}

  /// Without a quota nothing is added up.
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
    long stored = Sql.query(connection, STORED, row -> row.getLong(1), tenant.value()).getFirst();
    return stored > limit.get() ? OptionalLong.of(limit.get()) : OptionalLong.empty();
  }
}
