package io.parley.persistence.quota;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.quota.Quotas;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.ChangeCount;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Plans in the table `organisation_quota`, a row for each kind; see
/// `V46__metering_and_quotas.sql`.
public final class JdbcQuotas implements Quotas {
  private static final ChangeCount CHANGES = new ChangeCount("quota_change");
  private static final String ALL = "SELECT tenant, kind, amount FROM organisation_quota";

  private static final String OF_ONE =
      "SELECT tenant, kind, amount FROM organisation_quota WHERE tenant = ?";

  private static final String EXISTS = "SELECT 1 FROM organisation WHERE tenant = ?";
  private static final String CLEAR = "DELETE FROM organisation_quota WHERE tenant = ?";

  private static final String ADD =
      "INSERT INTO organisation_quota (tenant, kind, amount) VALUES (?, ?, ?)";

  private final Database database;

  /// @param kind empty for a kind of a later release
  private record Row(TenantId tenant, Optional<QuotaKind> kind, long amount) {
    static Row read(ResultSet row) throws SQLException {
      return new Row(
          new TenantId(row.getString("tenant")),
          QuotaKind.of(row.getString("kind")),
          row.getLong("amount"));
    }
  }

  public JdbcQuotas(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Long> version() {
    return database.acrossTenants(CHANGES::read);
  }

  @Override
  public CompletionStage<Map<TenantId, QuotaPlan>> all() {
    return database.acrossTenants(connection -> plans(Sql.query(connection, ALL, Row::read)));
  }

  private static Map<TenantId, QuotaPlan> plans(List<Row> rows) {
    var limits = new HashMap<TenantId, Map<QuotaKind, Long>>();
    for (var row : rows)
      row.kind()
          .ifPresent(
              kind ->
                  limits
                      .computeIfAbsent(row.tenant(), _ -> new EnumMap<>(QuotaKind.class))
                      .put(kind, row.amount()));
    var plans = new HashMap<TenantId, QuotaPlan>();
    limits.forEach((tenant, of) -> plans.put(tenant, new QuotaPlan(of)));
    return plans;
  }

  @Override
  public CompletionStage<Optional<QuotaPlan>> find(TenantId tenant) {
    return database.as(
        tenant,
        connection ->
            exists(connection, tenant) ? Optional.of(plan(connection, tenant)) : Optional.empty());
  }

  /// The organisation of an installation that had none has no row.
  private static boolean exists(Connection connection, TenantId tenant) throws SQLException {
    return tenant.equals(OrganisationId.DEFAULT.tenant())
        || Sql.first(connection, EXISTS, row -> row.getInt(1), tenant.value()).isPresent();
  }

  private static QuotaPlan plan(Connection connection, TenantId tenant) throws SQLException {
    return plans(Sql.query(connection, OF_ONE, Row::read, tenant.value()))
        .getOrDefault(tenant, QuotaPlan.NONE);
  }

  /// Writers wait for each other at the number of changes.
  @Override
  public CompletionStage<Boolean> put(TenantId tenant, QuotaPlan plan, Act act) {
    return database.as(
        tenant,
        connection -> {
          if (!exists(connection, tenant)) return false;
          CHANGES.up(connection);
          var before = plan(connection, tenant);
          if (before.equals(plan)) return true;
          Sql.update(connection, CLEAR, tenant.value());
          Sql.batch(
              connection,
              ADD,
              plan.limits().entrySet().stream()
                  .map(
                      limit ->
                          new Object[] {tenant.value(), limit.getKey().word(), limit.getValue()})
                  .toList());
          var change = Change.of("quotas-changed", "organisation", fields(before), fields(plan));
          AuditRows.add(connection, tenant, act, List.of(change));
          return true;
        });
  }

  private static Map<String, String> fields(QuotaPlan plan) {
    var fields = new TreeMap<String, String>();
    plan.limits().forEach((kind, limit) -> fields.put(kind.word(), limit.toString()));
    return fields;
  }
}
