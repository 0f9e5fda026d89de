package io.parley.persistence.money;

import io.parley.core.money.Account;
import io.parley.core.money.Accounts.Answer;
import io.parley.core.money.Accounts.Claim;
import io.parley.core.money.Accounts.Lent;
import io.parley.core.money.Accounts.Refused;
import io.parley.core.money.Period;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lends a node money of several periods, or of none, within one transaction.
final class Lending {
  /// Opens a new account, and locks it until the transaction ends.
  private static final String OPEN =
      """
      INSERT INTO budget_account AS account (tenant, scope, period, spent_micros, alerted, refused,
        updated_at)
      VALUES (?, ?, ?, 0, false, false, now())
      ON CONFLICT (tenant, scope, period) DO UPDATE SET updated_at = now()
      RETURNING spent_micros\
      """;

  /// Read after the account is locked, so that it cannot change meanwhile.
  private static final String LEASED =
      """
      SELECT coalesce(sum(held_micros - CASE WHEN expires_at > now() THEN 0 ELSE idle_micros END), 0)
      FROM budget_lease WHERE tenant = ? AND scope = ? AND period = ?\
      """;

  private static final String LEND =
      """
      INSERT INTO budget_lease AS lease (tenant, scope, period, node, held_micros, idle_micros,
        expires_at)
      VALUES (?, ?, ?, ?, ?, 0, now() + ? * interval '1 millisecond')
      ON CONFLICT (tenant, scope, period, node) DO UPDATE SET
        held_micros = lease.held_micros + excluded.held_micros, expires_at = excluded.expires_at\
      """;

  private static final String REMEMBER =
      """
      UPDATE budget_account SET refused = ?
      WHERE tenant = ? AND scope = ? AND period = ? AND refused <> ?\
      """;

  private final Connection connection;
  private final String node;
  private final Duration lease;

  Lending(Connection connection, String node, Duration lease) {
    this.connection = connection;
    this.node = node;
    this.lease = lease;
  }

  Answer lend(List<Claim> claims) throws SQLException {
    var granted = new HashMap<Period.Key, Long>();
    var refused = new HashSet<Period.Key>();
    for (var claim : claims.stream().sorted(Comparator.comparing(Claim::period)).toList()) {
      var lent = account(claim.period()).lend(claim.limitMicros(), claim.need(), claim.ahead());
      if (lent.isPresent()) granted.put(claim.period(), lent.getAsLong());
      else refused.add(claim.period());
    }
    if (!refused.isEmpty()) {
      for (var period : refused) remember(period, true);
      return new Refused(Set.copyOf(refused));
    }
    for (var claim : claims) {
      Sql.update(
          connection,
          LEND,
          Rows.values(claim.period(), node, granted.get(claim.period()), lease.toMillis()));
      remember(claim.period(), false);
    }
    return new Lent(Map.copyOf(granted));
  }

  private Account account(Period.Key period) throws SQLException {
    long spent = one(OPEN, period);
    return new Account(spent, one(LEASED, period));
  }

  private long one(String sql, Period.Key period) throws SQLException {
    return Sql.query(connection, sql, row -> row.getLong(1), Rows.values(period)).getFirst();
  }

  private void remember(Period.Key period, boolean refused) throws SQLException {
    Sql.update(
        connection,
        REMEMBER,
        refused,
        period.tenant().value(),
        Rows.text(period.scope()),
        period.id(),
        refused);
  }
}
