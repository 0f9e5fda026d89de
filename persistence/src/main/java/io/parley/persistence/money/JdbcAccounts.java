package io.parley.persistence.money;

import io.parley.core.money.Account;
import io.parley.core.money.Accounts;
import io.parley.core.money.Forecast;
import io.parley.core.money.Period;
import io.parley.core.money.UsageQuery;
import io.parley.core.money.UsageReport;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// The books in tables. Every change is one short transaction; leases expire by the database's
/// clock.
public final class JdbcAccounts implements Accounts {
  private static final String STANDINGS =
      """
      SELECT tenant, scope, period, spent_micros, refused,
        (SELECT coalesce(
            sum(held_micros - CASE WHEN expires_at > now() THEN 0 ELSE idle_micros END), 0)
          FROM budget_lease AS lease
          WHERE (lease.tenant, lease.scope, lease.period)
            = (account.tenant, account.scope, account.period)) AS leased_micros
      FROM budget_account AS account
      WHERE (tenant, scope, period)
        IN (SELECT * FROM unnest(?::text[], ?::text[], ?::text[]))\
      """;

  private static final String SPENDING =
      """
      SELECT day, hour, sum(cost_micros) AS cost_micros FROM model_usage
      WHERE tenant = ? AND currency = ? AND day >= ?::date AND hour >= ?
      GROUP BY day, hour ORDER BY hour\
      """;

  private static final String FORGET =
      """
      DELETE FROM budget_account
      WHERE (scope = 'session' AND updated_at < now() - ? * interval '1 millisecond')
        OR (scope = 'tool' AND updated_at < now() - interval '2 days')\
      """;

  private static final String FORGET_NODES =
      "DELETE FROM money_posting WHERE posted_at < now() - ? * interval '1 millisecond'";

  private final Database database;
  private final Duration lease;

  /// @param lease how long a node may be silent before its unused money is lent to others
  public JdbcAccounts(Database database, Duration lease) {
    this.database = database;
    this.lease = lease;
  }

  @Override
  public CompletionStage<Answer> lend(String node, List<Claim> claims) {
    return database.as(
        tenant(claims), connection -> new Lending(connection, node, lease).lend(claims));
  }

  /// All money of a call belongs to one tenant.
  private static TenantId tenant(List<Claim> claims) {
    var tenants = claims.stream().map(claim -> claim.period().tenant()).distinct().toList();
    if (tenants.size() != 1)
      throw new IllegalArgumentException(
          "claims of %d tenants (expected: of one)".formatted(tenants.size()));
    return tenants.getFirst();
  }

  @Override
  public CompletionStage<List<Alert>> post(Posting posting) {
    return database.acrossTenants(connection -> new Entries(connection, lease).enter(posting));
  }

  @Override
  public CompletionStage<Map<Period.Key, Standing>> standings(Collection<Period.Key> periods) {
    var tenants = periods.stream().map(period -> period.tenant().value()).toArray(String[]::new);
    var scopes = periods.stream().map(period -> Rows.text(period.scope())).toArray(String[]::new);
    var ids = periods.stream().map(Period.Key::id).toArray(String[]::new);
    return database.acrossTenants(
        connection -> {
          var standings = new HashMap<Period.Key, Standing>();
          Sql.query(
              connection,
              STANDINGS,
              row ->
                  standings.put(
                      Rows.period(row),
                      new Standing(
                          new Account(row.getLong("spent_micros"), row.getLong("leased_micros")),
                          row.getBoolean("refused"))),
              connection.createArrayOf("text", tenants),
              connection.createArrayOf("text", scopes),
              connection.createArrayOf("text", ids));
          return standings;
        });
  }

  @Override
  public CompletionStage<UsageReport> usage(UsageQuery query) {
    return database.as(query.tenant(), connection -> Reports.report(connection, query));
  }

  @Override
  public CompletionStage<List<Forecast.Spending>> spending(
      TenantId tenant, String currency, Instant since) {
    // a day earlier in any time zone, for the index
    var day = since.minus(Duration.ofDays(1)).toString().substring(0, "2026-11-21".length());
    return database.as(
        tenant,
        connection ->
            Sql.query(
                connection,
                SPENDING,
                row ->
                    new Forecast.Spending(
                        row.getObject("day", LocalDate.class),
                        Sql.instant(row, "hour"),
                        row.getLong("cost_micros")),
                tenant.value(),
                currency,
                day,
                since));
  }

  @Override
  public CompletionStage<Integer> forget(Duration quiet) {
    return database.acrossTenants(
        connection -> {
          Sql.update(connection, FORGET_NODES, quiet.toMillis());
          return Sql.update(connection, FORGET, quiet.toMillis());
        });
  }
}
