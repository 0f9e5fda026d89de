package io.parley.persistence.ownmodel;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.model.own.OwnBudget;
import io.parley.core.model.own.OwnBudget.Limit;
import io.parley.core.model.own.OwnBudgets;
import io.parley.core.money.Budget.AtLimit;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Budgets of organisations in a table; see `V63__own_budgets.sql`. A version and its audit entry
/// are committed together.
public final class JdbcOwnBudgets implements OwnBudgets {
  private static final String COLUMNS =
      """
      tenant, version, day_micros, day_at_limit, month_micros, month_at_limit, cheaper,
      alert_percent, at\
      """;

  private static final String NEWEST =
      """
      SELECT %s FROM own_budget_version WHERE tenant = ? ORDER BY version DESC LIMIT 1\
      """
          .formatted(COLUMNS);

  private static final String SINCE =
      """
      SELECT DISTINCT ON (tenant) %s FROM own_budget_version WHERE change > ?
      ORDER BY tenant, version DESC\
      """
          .formatted(COLUMNS);

  private static final String ADD =
      """
      INSERT INTO own_budget_version (tenant, version, day_micros, day_at_limit, month_micros,
        month_at_limit, cheaper, alert_percent, by, at, change)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  /// Under another limit the next call asks again. Accounts are locked in the order of their keys,
  /// as everywhere.
  private static final String NOT_REFUSED =
      """
      UPDATE budget_account SET refused = false WHERE (tenant, scope, period) IN (
        SELECT tenant, scope, period FROM budget_account
        WHERE tenant = ? AND scope IN ('own_day', 'own_month') AND refused
        ORDER BY scope, period FOR UPDATE)\
      """;

  private final Database database;

  public JdbcOwnBudgets(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Put> put(
      TenantId tenant, OwnBudget budget, Optional<Integer> expected, Act act) {
    return database.as(tenant, connection -> put(connection, tenant, budget, expected, act));
  }

  /// Writers wait for each other at the audit trail.
  private static Put put(
      Connection connection, TenantId tenant, OwnBudget budget, Optional<Integer> expected, Act act)
      throws SQLException {
    AuditRows.lock(connection, tenant);
    var newest = newest(connection, tenant);
    if (newest.filter(was -> was.budget().equals(budget)).isPresent())
      return new Newest(newest.get());
    int seen = newest.map(Version::number).orElse(0);
    if (expected.filter(number -> number != seen).isPresent()) return new Differs(seen);
    if (seen >= VERSIONS_MAX) return new Full();
    if (isMissing(connection, tenant, budget)) return new CheaperMissing();
    var version = new Version(tenant, seen + 1, budget, act.at());
    var before = newest.map(JdbcOwnBudgets::fields).orElse(Map.of());
    var change = Change.of("budgets-changed", "organisation", before, fields(version));
    AuditRows.add(connection, tenant, act, List.of(change));
    Sql.update(connection, NOT_REFUSED, tenant.value());
    store(connection, version, act);
    return new Newest(version);
  }

  private static boolean isMissing(Connection connection, TenantId tenant, OwnBudget budget)
      throws SQLException {
    return budget.cheaper().isPresent()
        && !JdbcOwnModels.liveNames(connection, tenant).contains(budget.cheaper().get());
  }

  private static void store(Connection connection, Version version, Act act) throws SQLException {
    var budget = version.budget();
    Sql.update(
        connection,
        ADD,
        version.tenant().value(),
        version.number(),
        budget.day().map(Limit::limitMicros),
        budget.day().map(JdbcOwnBudgets::atLimit),
        budget.month().map(Limit::limitMicros),
        budget.month().map(JdbcOwnBudgets::atLimit),
        budget.cheaper(),
        budget.alertPercent(),
        act.by().text(),
        act.at(),
        ModelTables.CHANGES.up(connection));
  }

  @Override
  public CompletionStage<Optional<Version>> current(TenantId tenant) {
    return database.as(tenant, connection -> newest(connection, tenant));
  }

  private static Optional<Version> newest(Connection connection, TenantId tenant)
      throws SQLException {
    return Sql.first(connection, NEWEST, JdbcOwnBudgets::version, tenant.value());
  }

  /// The newest versions of all organisations behind the number of a change.
  static List<Version> since(Connection connection, long change) throws SQLException {
    return Sql.query(connection, SINCE, JdbcOwnBudgets::version, change);
  }

  private static String atLimit(Limit limit) {
    return limit.atLimit().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> fields(Version version) {
    var budget = version.budget();
    var fields = new TreeMap<String, String>();
    fields.put("version", Integer.toString(version.number()));
    budget.day().ifPresent(limit -> fields.put("day", text(limit)));
    budget.month().ifPresent(limit -> fields.put("month", text(limit)));
    budget.cheaper().ifPresent(name -> fields.put("cheaper", name));
    fields.put("alertPercent", Integer.toString(budget.alertPercent()));
    return fields;
  }

  private static String text(Limit limit) {
    return limit.limitMicros() + " " + atLimit(limit);
  }

  private static Version version(ResultSet row) throws SQLException {
    var budget =
        new OwnBudget(
            limit(row, "day"),
            limit(row, "month"),
            Sql.text(row, "cheaper"),
            row.getInt("alert_percent"));
    return new Version(
        new TenantId(row.getString("tenant")),
        row.getInt("version"),
        budget,
        Sql.instant(row, "at"));
  }

  private static Optional<Limit> limit(ResultSet row, String period) throws SQLException {
    var micros = row.getObject(period + "_micros", Long.class);
    if (micros == null) return Optional.empty();
    var word = row.getString(period + "_at_limit").toUpperCase(Locale.ROOT);
    return Optional.of(new Limit(micros, AtLimit.valueOf(word)));
  }
}
