package io.parley.persistence.history;

import io.parley.core.journal.Doubts;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// The table of calls in doubt, which the index projects, read for people.
public final class JdbcDoubts implements Doubts {
  private static final String OLDEST =
      """
      SELECT session, call, since, seq FROM call_in_doubt
      WHERE tenant = ? ORDER BY since, session, call LIMIT ?\
      """;

  private final Database database;

  public JdbcDoubts(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<List<Doubt>> list(TenantId tenant, int limit) {
    return database.as(
        tenant,
        connection ->
            Sql.query(connection, OLDEST, row -> doubt(tenant, row), tenant.value(), limit));
  }

  private static Doubt doubt(TenantId tenant, ResultSet row) throws SQLException {
    var seq = row.getObject("seq", Long.class);
    return new Doubt(
        new SessionKey(tenant, new SessionId(row.getString("session"))),
        row.getString("call"),
        Sql.instant(row, "since"),
        seq == null ? OptionalLong.empty() : OptionalLong.of(seq));
  }
}
