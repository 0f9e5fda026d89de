package io.parley.persistence.organisation;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.organisation.Retentions;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/// Retention in the table `organisation_retention`; an organisation without a row has the
/// installation's.
public final class JdbcRetentions implements Retentions {
  private static final String FIND =
      "SELECT recording_days FROM organisation_retention WHERE tenant = ?";

  private static final String PUT =
      """
      INSERT INTO organisation_retention (tenant, recording_days) VALUES (?, ?)
      ON CONFLICT (tenant) DO UPDATE SET recording_days = excluded.recording_days\
      """;

  private static final String CLEAR = "DELETE FROM organisation_retention WHERE tenant = ?";

  private final Database database;

  public JdbcRetentions(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<OptionalInt> recordingDays(TenantId tenant) {
    return database.as(tenant, connection -> find(connection, tenant));
  }

  private static OptionalInt find(Connection connection, TenantId tenant) throws SQLException {
    return Sql.query(connection, FIND, row -> row.getInt(1), tenant.value()).stream()
        .mapToInt(days -> days)
        .findFirst();
  }

  /// Writers wait for each other at the audit trail.
  @Override
  public CompletionStage<Void> keepRecordings(TenantId tenant, OptionalInt days, Act act) {
    return database.as(
        tenant,
        connection -> {
          AuditRows.lock(connection, tenant);
          var before = find(connection, tenant);
          if (before.equals(days)) return null;
          if (days.isPresent()) Sql.update(connection, PUT, tenant.value(), days.getAsInt());
          else Sql.update(connection, CLEAR, tenant.value());
          var change = Change.of("retention-changed", "organisation", fields(before), fields(days));
          AuditRows.add(connection, tenant, act, List.of(change));
          return null;
        });
  }

  private static Map<String, String> fields(OptionalInt days) {
    return days.isPresent() ? Map.of("recordingDays", Integer.toString(days.getAsInt())) : Map.of();
  }
}
