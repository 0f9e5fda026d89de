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
/// `V46__metering_and_quotas.sql`. Kinds of the organisation's own limits begin with `own-`, which
/// nodes of a release before skip.
public final class JdbcQuotas implements Quotas {
  private static final ChangeCount CHANGES = new ChangeCount("quota_change");
  private static final String ALL = "SELECT tenant, kind, amount FROM organisation_quota";

  private static final String OF_ONE =
      "SELECT tenant, kind, amount FROM organisation_quota WHERE tenant = ?";

  private static final String EXISTS = "SELECT 1 FROM organisation WHERE tenant = ?";

  /// Those of the plan, or the organisation's own.
  private static final String CLEAR =
      "DELETE FROM organisation_quota WHERE tenant = ? AND (kind LIKE 'own-%') = ?";

  private static final String ADD =
      "INSERT INTO organisation_quota (tenant, kind, amount) VALUES (?, ?, ?)";

  /// Begins the kind of a limit that an organisation has set for itself.
  private static final String OWN = "own-";

  private final Database database;

  /// @param kind empty for a kind of a later release
  private record Row(TenantId tenant, Optional<QuotaKind> kind, boolean isOwn, long amount) {
    static Row read(ResultSet row) throws SQLException {
      var word = row.getString("kind");
      boolean isOwn = word.startsWith(OWN);
      return new Row(
          new TenantId(row.getString("tenant")),
          QuotaKind.of(isOwn ? word.substring(OWN.length()) : word),
          isOwn,
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
    var limits = limits(rows, false);
    var own = limits(rows, true);
    var plans = new HashMap<TenantId, QuotaPlan>();
    limits.forEach((tenant, of) -> plans.put(tenant, new QuotaPlan(of)));
    own.forEach(
        (tenant, of) -> plans.put(tenant, plans.getOrDefault(tenant, QuotaPlan.NONE).with(of)));
    return plans;
  }

  private static Map<TenantId, Map<QuotaKind, Long>> limits(List<Row> rows, boolean areOwn) {
    var limits = new HashMap<TenantId, Map<QuotaKind, Long>>();
    for (var row : rows)
      if (row.isOwn() == areOwn)
        row.kind()
            .ifPresent(
                kind ->
                    limits
                        .computeIfAbsent(row.tenant(), _ -> new EnumMap<>(QuotaKind.class))
                        .put(kind, row.amount()));
    return limits;
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
          var before = plan(connection, tenant).limits();
          if (before.equals(plan.limits())) return true;
          replace(connection, tenant, plan.limits(), "");
          tell(connection, tenant, act, "quotas-changed", before, plan.limits());
          return true;
        });
  }

  @Override
  public CompletionStage<QuotaPlan> limit(TenantId tenant, Map<QuotaKind, Long> own, Act act) {
    return database.as(
        tenant,
        connection -> {
          CHANGES.up(connection);
          var before = plan(connection, tenant);
          var after = before.with(own);
          if (before.equals(after)) return before;
          replace(connection, tenant, after.own(), OWN);
          tell(connection, tenant, act, "limits-changed", before.own(), after.own());
          return after;
        });
  }

  /// @param start of the words of these kinds
  private static void replace(
      Connection connection, TenantId tenant, Map<QuotaKind, Long> limits, String start)
      throws SQLException {
    Sql.update(connection, CLEAR, tenant.value(), start.equals(OWN));
    Sql.batch(
        connection,
        ADD,
        limits.entrySet().stream()
            .map(
                limit ->
                    new Object[] {tenant.value(), start + limit.getKey().word(), limit.getValue()})
            .toList());
  }

  private static void tell(
      Connection connection,
      TenantId tenant,
      Act act,
      String action,
      Map<QuotaKind, Long> before,
      Map<QuotaKind, Long> after)
      throws SQLException {
    var change = Change.of(action, "organisation", fields(before), fields(after));
    AuditRows.add(connection, tenant, act, List.of(change));
  }

  private static Map<String, String> fields(Map<QuotaKind, Long> limits) {
    var fields = new TreeMap<String, String>();
    limits.forEach((kind, limit) -> fields.put(kind.word(), limit.toString()));
    return fields;
  }
}
