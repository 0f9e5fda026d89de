package io.parley.persistence.history;

import io.parley.core.journal.ConsentQueue;
import io.parley.core.session.Owed;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Calls that wait for consent, read from what the session index says that sessions owe.
public final class JdbcConsentQueue implements ConsentQueue {
  /// An index holds these sessions alone: see V30__approval_rules.sql.
  private static final String WAITING =
      """
      SELECT session, seq, due::text AS owed FROM session_index
      WHERE tenant = ? AND due -> 'approvals' <> '{}'::jsonb AND due_at IS NOT NULL
      ORDER BY due_at, session LIMIT ?\
      """;

  private final Database database;
  private final OwedJson owedJson = new OwedJson();

  public JdbcConsentQueue(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<List<Waiting>> list(TenantId tenant, int limit) {
    return database.as(
        tenant,
        connection ->
            Sql.query(connection, WAITING, row -> calls(tenant, row), tenant.value(), limit)
                .stream()
                .flatMap(List::stream)
                .limit(limit)
                .toList());
  }

  /// Obligations that only a newer program knows count as nothing here.
  private List<Waiting> calls(TenantId tenant, ResultSet row) throws SQLException {
    var session = new SessionKey(tenant, new SessionId(row.getString("session")));
    long seq = row.getLong("seq");
    return owedJson.read(row.getString("owed")).orElse(Owed.NOTHING).approvals().entrySet().stream()
        .map(entry -> new Waiting(session, entry.getKey(), entry.getValue(), seq))
        .sorted(Comparator.comparing(Waiting::expiresAt).thenComparing(Waiting::call))
        .toList();
  }
}
