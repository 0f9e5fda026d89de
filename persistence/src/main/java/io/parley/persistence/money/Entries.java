package io.parley.persistence.money;

import io.parley.core.money.Accounts.Alert;
import io.parley.core.money.Accounts.Posting;
import io.parley.core.money.Accounts.Settlement;
import io.parley.core.money.UsageKey;
import io.parley.core.money.UsageSum;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Books what a node has used and spent, within one transaction.
final class Entries {
  private static final String NUMBER =
      """
      INSERT INTO money_posting AS known (node, number, posted_at) VALUES (?, ?, now())
      ON CONFLICT (node) DO UPDATE SET number = excluded.number, posted_at = excluded.posted_at
      WHERE known.number < excluded.number\
      """;

  private static final String USAGE =
      """
      INSERT INTO model_usage AS known (tenant, day, hour, agent_id, agent_version, model, purpose,
        currency, calls, cached_calls, failed_calls, unpriced_calls, input_tokens, output_tokens,
        cost_micros, cost_excess)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, day, hour, agent_id, agent_version, model, purpose, currency)
      DO UPDATE SET
        calls = known.calls + excluded.calls,
        cached_calls = known.cached_calls + excluded.cached_calls,
        failed_calls = known.failed_calls + excluded.failed_calls,
        unpriced_calls = known.unpriced_calls + excluded.unpriced_calls,
        input_tokens = known.input_tokens + excluded.input_tokens,
        output_tokens = known.output_tokens + excluded.output_tokens,
        cost_micros = known.cost_micros + excluded.cost_micros
          - (known.cost_excess + excluded.cost_excess) / 1000000,
        cost_excess = (known.cost_excess + excluded.cost_excess) % 1000000\
      """;

  private static final String SPEND =
      """
      INSERT INTO budget_account AS account (tenant, scope, period, spent_micros, alerted, refused,
        updated_at)
      VALUES (?, ?, ?, ?, false, false, now())
      ON CONFLICT (tenant, scope, period) DO UPDATE SET
        spent_micros = account.spent_micros + excluded.spent_micros, updated_at = now()
      RETURNING spent_micros, alerted\
      """;

  private static final String ALERTED =
      "UPDATE budget_account SET alerted = true WHERE tenant = ? AND scope = ? AND period = ?";

  /// A lease may hold more than its node knows: an answer was lost.
  private static final String RELEASE =
      """
      UPDATE budget_lease SET held_micros = greatest(held_micros - ?, 0),
        idle_micros = least(?, greatest(held_micros - ?, 0)),
        expires_at = now() + ? * interval '1 millisecond'
      WHERE tenant = ? AND scope = ? AND period = ? AND node = ?\
      """;

  private static final String EMPTY =
      """
      DELETE FROM budget_lease
      WHERE tenant = ? AND scope = ? AND period = ? AND node = ? AND held_micros = 0\
      """;

  private final Connection connection;
  private final Duration lease;

  Entries(Connection connection, Duration lease) {
    this.connection = connection;
    this.lease = lease;
  }

  List<Alert> enter(Posting posting) throws SQLException {
    if (Sql.update(connection, NUMBER, posting.node(), posting.number()) == 0) return List.of();
    Sql.batch(
        connection,
        USAGE,
        posting.usage().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> row(entry.getKey(), entry.getValue(), posting.currency()))
            .toList());
    var alerts = new ArrayList<Alert>();
    for (var settlement :
        posting.settlements().stream().sorted(Comparator.comparing(Settlement::period)).toList())
      settle(posting.node(), settlement).ifPresent(alerts::add);
    return alerts;
  }

  private Optional<Alert> settle(String node, Settlement settlement) throws SQLException {
    record Spent(long micros, boolean alerted) {}
    var period = settlement.period();
    var account =
        Sql.query(
                connection,
                SPEND,
                row -> new Spent(row.getLong(1), row.getBoolean(2)),
                Rows.values(period, settlement.spent()))
            .getFirst();
    release(node, settlement);
    if (account.alerted() || account.micros() < settlement.alertMicros()) return Optional.empty();
    Sql.update(connection, ALERTED, Rows.values(period));
    return Optional.of(new Alert(period, account.micros()));
  }

  private void release(String node, Settlement settlement) throws SQLException {
    var period = settlement.period();
    Sql.update(
        connection,
        RELEASE,
        settlement.released(),
        settlement.idle(),
        settlement.released(),
        lease.toMillis(),
        period.tenant().value(),
        Rows.text(period.scope()),
        period.id(),
        node);
    Sql.update(connection, EMPTY, Rows.values(period, node));
  }

  private static Object[] row(UsageKey key, UsageSum sum, String currency) {
    return new Object[] {
      key.tenant().value(),
      key.day(),
      key.hour(),
      key.agent().id(),
      key.agent().version(),
      Text.storable(key.model()),
      Rows.text(key.purpose()),
      currency,
      sum.calls(),
      sum.cachedCalls(),
      sum.failedCalls(),
      sum.unpricedCalls(),
      sum.inputTokens(),
      sum.outputTokens(),
      sum.costMicros(),
      sum.costExcess()
    };
  }
}
