package io.parley.persistence.organisation;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.organisation.Retention;
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
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Retention in the tables `organisation_retention`, of recordings, and `session_retention`; an
/// organisation without a row has the installation's time, and keeps its sessions.
public final class JdbcRetentions implements Retentions {
  private static final Statements RECORDINGS =
      new Statements(
          "SELECT recording_days FROM organisation_retention WHERE tenant = ?",
          """
          INSERT INTO organisation_retention (tenant, recording_days) VALUES (?, ?)
          ON CONFLICT (tenant) DO UPDATE SET recording_days = excluded.recording_days\
          """,
          "DELETE FROM organisation_retention WHERE tenant = ?");

  private static final Statements SESSIONS =
      new Statements(
          "SELECT days FROM session_retention WHERE tenant = ?",
          """
          INSERT INTO session_retention (tenant, days) VALUES (?, ?)
          ON CONFLICT (tenant) DO UPDATE SET days = excluded.days\
          """,
          "DELETE FROM session_retention WHERE tenant = ?");

  private final Database database;

  public JdbcRetentions(Database database) {
    this.database = database;
  }

  /// Of one table.
  private record Statements(String find, String put, String clear) {
    OptionalInt found(Connection connection, TenantId tenant) throws SQLException {
      return Sql.query(connection, find, row -> row.getInt(1), tenant.value()).stream()
          .mapToInt(days -> days)
          .findFirst();
    }

    void store(Connection connection, TenantId tenant, OptionalInt days) throws SQLException {
      if (days.isPresent()) Sql.update(connection, put, tenant.value(), days.getAsInt());
      else Sql.update(connection, clear, tenant.value());
    }
  }

  @Override
  public CompletionStage<Retention> of(TenantId tenant) {
    return database.as(tenant, connection -> find(connection, tenant));
  }

  private static Retention find(Connection connection, TenantId tenant) throws SQLException {
    return new Retention(RECORDINGS.found(connection, tenant), SESSIONS.found(connection, tenant));
  }

  /// Writers wait for each other at the audit trail.
  @Override
  public CompletionStage<Void> keep(TenantId tenant, Retention retention, Act act) {
    return database.as(
        tenant,
        connection -> {
          AuditRows.lock(connection, tenant);
          var before = find(connection, tenant);
          if (before.equals(retention)) return null;
          RECORDINGS.store(connection, tenant, retention.recordingDays());
          SESSIONS.store(connection, tenant, retention.sessionDays());
          var change =
              Change.of("retention-changed", "organisation", fields(before), fields(retention));
          AuditRows.add(connection, tenant, act, List.of(change));
          return null;
        });
  }

  private static Map<String, String> fields(Retention retention) {
    var fields = new TreeMap<String, String>();
    retention
        .recordingDays()
        .ifPresent(days -> fields.put("recordingDays", Integer.toString(days)));
    retention.sessionDays().ifPresent(days -> fields.put("sessionDays", Integer.toString(days)));
    return fields;
  }
}
