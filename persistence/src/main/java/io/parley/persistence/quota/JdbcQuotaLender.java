package io.parley.persistence.quota;

import io.parley.core.quota.LentWindow;
import io.parley.core.quota.Loan;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaLender;
import io.parley.core.quota.Wish;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Lends from tables. The row of an organisation and kind is locked while a wish is decided, so all
/// nodes ask the same account in turn. Time is the database's, read after the lock.
public final class JdbcQuotaLender implements QuotaLender {
  private static final String OPEN =
      """
      INSERT INTO quota_window (tenant, kind, slots, amounts) VALUES (?, ?, '{}', '{}')
      ON CONFLICT (tenant, kind) DO NOTHING\
      """;

  private static final String LOCK =
      "SELECT slots, amounts FROM quota_window WHERE tenant = ? AND kind = ? FOR UPDATE";

  /// Not `now()`, which is the beginning of the transaction: others may have lent since then.
  private static final String NOW = "SELECT clock_timestamp() AS now";

  private static final String STORE =
      "UPDATE quota_window SET slots = ?, amounts = ? WHERE tenant = ? AND kind = ?";

  private static final String OF_OTHERS =
      """
      SELECT coalesce(sum(calls), 0)::bigint FROM quota_call
      WHERE tenant = ? AND node <> ? AND expires_at > clock_timestamp()\
      """;

  private static final String HOLD =
      """
      INSERT INTO quota_call (tenant, node, calls, expires_at)
      VALUES (?, ?, ?, clock_timestamp() + ? * interval '1 second')
      ON CONFLICT (tenant, node) DO UPDATE SET
        calls = excluded.calls, expires_at = excluded.expires_at\
      """;

  private static final String BEFORE = "SELECT calls FROM quota_call WHERE tenant = ? AND node = ?";

  private static final String FORGET =
      """
      DELETE FROM quota_call
      WHERE tenant = ? AND (node = ? AND calls = 0 OR expires_at < clock_timestamp())\
      """;

  private final Database database;

  public JdbcQuotaLender(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Loan> lend(TenantId tenant, Wish wish) {
    return database.as(tenant, connection -> lend(connection, tenant, wish));
  }

  private static Loan lend(Connection connection, TenantId tenant, Wish wish) throws SQLException {
    var before = locked(connection, tenant, wish.kind());
    var answer = before.answer(wish, now(connection));
    if (!answer.after().equals(before)) store(connection, tenant, wish.kind(), answer.after());
    return answer.loan();
  }

  /// The row is locked until the transaction ends.
  private static LentWindow locked(Connection connection, TenantId tenant, QuotaKind kind)
      throws SQLException {
    var found = Sql.first(connection, LOCK, JdbcQuotaLender::window, tenant.value(), kind.word());
    if (found.isPresent()) return found.get();
    Sql.update(connection, OPEN, tenant.value(), kind.word());
    return Sql.query(connection, LOCK, JdbcQuotaLender::window, tenant.value(), kind.word())
        .getFirst();
  }

  private static Instant now(Connection connection) throws SQLException {
    return Sql.query(connection, NOW, row -> Sql.instant(row, "now")).getFirst();
  }

  private static LentWindow window(ResultSet row) throws SQLException {
    var slots = (Long[]) row.getArray("slots").getArray();
    var amounts = (Long[]) row.getArray("amounts").getArray();
    var all = new TreeMap<Long, Long>();
    for (int i = 0; i < slots.length; i++) all.put(slots[i], amounts[i]);
    return new LentWindow(all);
  }

  private static void store(
      Connection connection, TenantId tenant, QuotaKind kind, LentWindow window)
      throws SQLException {
    Sql.update(
        connection,
        STORE,
        connection.createArrayOf("bigint", window.slots().keySet().toArray()),
        connection.createArrayOf("bigint", window.slots().values().toArray()),
        tenant.value(),
        kind.word());
  }

  /// The row of calls in `quota_window` is only a lock.
  @Override
  public CompletionStage<Boolean> hold(TenantId tenant, String node, long calls, long limit) {
    return database.as(
        tenant,
        connection -> {
          locked(connection, tenant, QuotaKind.CALLS);
          long before = one(connection, BEFORE, tenant.value(), node);
          long others = one(connection, OF_OTHERS, tenant.value(), node);
          if (calls > before && others + calls > limit) return false;
          set(connection, tenant, node, calls);
          return true;
        });
  }

  @Override
  public CompletionStage<Void> renew(TenantId tenant, String node, long calls) {
    return database.as(
        tenant,
        connection -> {
          locked(connection, tenant, QuotaKind.CALLS);
          set(connection, tenant, node, calls);
          return null;
        });
  }

  private static void set(Connection connection, TenantId tenant, String node, long calls)
      throws SQLException {
    Sql.update(connection, HOLD, tenant.value(), node, calls, HOLD_SECONDS);
    Sql.update(connection, FORGET, tenant.value(), node);
  }

  private static long one(Connection connection, String sql, String tenant, String node)
      throws SQLException {
    return Sql.first(connection, sql, row -> row.getLong(1), tenant, node).orElse(0L);
  }
}
