package io.parley.persistence.place;

import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// The table of organisations that live beside the main database.
public final class JdbcPlaces {
  /// The place of an organisation while it is moved: a name that no database has, so that every
  /// node refuses its sessions.
  public static final String MOVING = "-";

  /// One that is erased has nothing there any more.
  private static final String ALL =
      """
      SELECT tenant, database FROM organisation_database AS placed
      WHERE NOT EXISTS (
        SELECT FROM organisation_erasure AS erased
        WHERE erased.tenant = placed.tenant AND erased.done_at IS NOT NULL)\
      """;

  private final Database database;

  /// @param database the main one
  public JdbcPlaces(Database database) {
    this.database = database;
  }

  /// The names of their databases, without organisations that are erased. They are few.
  public CompletionStage<Map<TenantId, String>> all() {
    return database
        .acrossTenants(connection -> Sql.query(connection, ALL, JdbcPlaces::place))
        .thenApply(
            rows ->
                rows.stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Map.Entry<TenantId, String> place(ResultSet row) throws SQLException {
    return Map.entry(new TenantId(row.getString("tenant")), row.getString("database"));
  }
}
