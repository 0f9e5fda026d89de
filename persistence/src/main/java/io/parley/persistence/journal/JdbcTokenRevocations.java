package io.parley.persistence.journal;

import io.parley.core.journal.TokenRevocations;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Revocations in a table. Each one also deletes a few that no token needs any more.
public final class JdbcTokenRevocations implements TokenRevocations {
  private static final String REVOKE =
      """
      INSERT INTO token_revocation AS held (tenant, session, before, forget_after)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (tenant, session) DO UPDATE SET
        before = greatest(held.before, excluded.before),
        forget_after = greatest(held.forget_after, excluded.forget_after),
        told_at = clock_timestamp()\
      """;

  private static final String SWEEP =
      """
      DELETE FROM token_revocation WHERE (tenant, session) IN (
        SELECT tenant, session FROM token_revocation WHERE forget_after <= ?
        LIMIT ? FOR UPDATE SKIP LOCKED)\
      """;

  private static final String SINCE =
      """
      SELECT tenant, session, before, forget_after, told_at FROM token_revocation
      WHERE told_at > ? AND forget_after > ?\
      """;

  private final Database database;
  private final InstantSource clock;
  private final Sweep sweep;

  public JdbcTokenRevocations(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.sweep = new Sweep(database, SWEEP);
  }

  @Override
  public CompletionStage<Void> revoke(Revocation revocation) {
    var session = revocation.session();
    return database
        .as(
            session.tenant(),
            connection ->
                Sql.update(
                    connection,
                    REVOKE,
                    session.tenant().value(),
                    session.session().value(),
                    revocation.before(),
                    revocation.forgetAfter()))
        .thenCompose(_ -> sweep.run(clock.instant()));
  }

  @Override
  public CompletionStage<List<Told>> since(Instant at, Instant now) {
    return database.acrossTenants(
        connection -> Sql.query(connection, SINCE, JdbcTokenRevocations::read, at, now));
  }

  private static Told read(ResultSet row) throws SQLException {
    var session =
        new SessionKey(
            new TenantId(row.getString("tenant")), new SessionId(row.getString("session")));
    return new Told(
        new Revocation(session, Sql.instant(row, "before"), Sql.instant(row, "forget_after")),
        Sql.instant(row, "told_at"));
  }
}
