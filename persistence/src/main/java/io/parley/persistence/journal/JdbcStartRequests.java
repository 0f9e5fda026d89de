package io.parley.persistence.journal;

import io.parley.core.journal.Caller;
import io.parley.core.journal.StartRequests;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Start requests in a table. Each claim also deletes a few expired ones, so that the table stays
/// as large as a day's requests without a job of its own.
public final class JdbcStartRequests implements StartRequests {
  /// How long a key is remembered.
  public static final Duration KEPT = Duration.ofHours(24);

  /// An expired claim is replaced; a valid one is left as it is, but returned.
  private static final String CLAIM =
      """
      INSERT INTO start_request AS held (tenant, key, fingerprint, session, expires_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (tenant, key) DO UPDATE SET (fingerprint, session, expires_at) =
        (SELECT excluded.fingerprint, excluded.session, excluded.expires_at
           WHERE held.expires_at <= ?
         UNION ALL
         SELECT held.fingerprint, held.session, held.expires_at WHERE held.expires_at > ?)
      RETURNING fingerprint, session\
      """;

  /// The form written by builds before decision 0047: the key alone.
  private static final String UNSCOPED =
      """
      SELECT session FROM start_request
      WHERE tenant = ? AND key = ? AND fingerprint = ? AND expires_at > ?\
      """;

  private static final String SWEEP =
      """
      DELETE FROM start_request WHERE (tenant, key) IN (
        SELECT tenant, key FROM start_request WHERE expires_at <= ?
        ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED)\
      """;

  private final Database database;
  private final InstantSource clock;
  private final Sweep sweep;

  public JdbcStartRequests(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.sweep = new Sweep(database, SWEEP);
  }

  @Override
  public CompletionStage<Claim> claim(
      TenantId tenant, Key key, String fingerprint, SessionId proposed) {
    var now = clock.instant();
    return database
        .as(
            tenant,
            connection -> {
              var before = unscoped(connection, tenant, key, fingerprint, now);
              return before.isPresent()
                  ? before.get()
                  : claim(connection, tenant, key, fingerprint, proposed, now);
            })
        .thenCompose(claim -> sweep.run(now).thenApply(_ -> claim));
  }

  private static Optional<Claim> unscoped(
      Connection connection, TenantId tenant, Key key, String fingerprint, Instant now)
      throws SQLException {
    if (!key.unscopedToo()) return Optional.empty();
    return Sql.query(
            connection,
            UNSCOPED,
            row -> (Claim) new Granted(new SessionId(row.getString(1))),
            tenant.value(),
            key.text(),
            fingerprint,
            now)
        .stream()
        .findFirst();
  }

  private static Claim claim(
      Connection connection,
      TenantId tenant,
      Key key,
      String fingerprint,
      SessionId proposed,
      Instant now)
      throws SQLException {
    record Held(String fingerprint, String session) {}
    var held =
        Sql.query(
                connection,
                CLAIM,
                row -> new Held(row.getString(1), row.getString(2)),
                tenant.value(),
                scoped(key),
                fingerprint,
                proposed.value(),
                now.plus(KEPT),
                now,
                now)
            .getFirst();
    return held.fingerprint().equals(fingerprint)
        ? new Granted(new SessionId(held.session()))
        : new Reused();
  }

  /// Neither a key nor a block contains a space, so no two combinations collide; and none of them
  /// looks like a key without its caller.
  private static String scoped(Key key) {
    var caller =
        switch (key.caller()) {
          case Caller.Program(var id) -> "program " + id;
          case Caller.Person(var id) -> "person " + id;
          case Caller.Company(Role role) -> role.name().toLowerCase(Locale.ROOT);
          case Caller.Visitor(var block) -> "visitor " + block;
        };
    return caller + " " + key.text();
  }
}
