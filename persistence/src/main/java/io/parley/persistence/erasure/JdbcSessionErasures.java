package io.parley.persistence.erasure;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.journal.SessionErasures;
import io.parley.core.metering.MeteringFeed;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.feed.Feed;
import io.parley.persistence.journal.PersistenceIds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Orders in the table `session_erasure` of the database in which the session is: there PostgreSQL
/// lets a tenant's work delete events of a session that has a row, and of no other one. Usage, the
/// audit trail and what organisations have said are in the main database.
public final class JdbcSessionErasures implements SessionErasures {
  /// One that retention has ordered becomes an order of somebody.
  private static final String ORDER =
      """
      INSERT INTO session_erasure AS known
        (tenant, session, began_at, last_at, memories, ordered_at, next_at)
      VALUES (?, ?, ?, ?, true, ?, ?)
      ON CONFLICT (tenant, session) DO UPDATE SET memories = true WHERE NOT known.memories\
      """;

  private static final String RULES = "SELECT tenant, days FROM session_retention ORDER BY tenant";

  /// A damaged session never ends: its last good event counts.
  private static final String ORDER_OLD =
      """
      INSERT INTO session_erasure
        (tenant, session, began_at, last_at, memories, ordered_at, next_at)
      SELECT tenant, session, created_at, updated_at, false, ?::timestamptz, ?::timestamptz
      FROM session_index AS old
      WHERE tenant = ? AND created_at < ? AND updated_at < ?
        AND (status <> 'active' OR EXISTS (
          SELECT FROM session_damage AS damaged
          WHERE damaged.tenant = old.tenant AND damaged.session = old.session))
        AND NOT EXISTS (
          SELECT FROM session_erasure AS known
          WHERE known.tenant = old.tenant AND known.session = old.session)
      ORDER BY created_at LIMIT ? ON CONFLICT DO NOTHING\
      """;

  private static final String CLAIM =
      """
      UPDATE session_erasure AS claimed SET next_at = ?
      FROM (
        SELECT tenant, session FROM session_erasure WHERE next_at <= ?
        ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED) AS due
      WHERE claimed.tenant = due.tenant AND claimed.session = due.session
      RETURNING claimed.tenant, claimed.session, claimed.began_at, claimed.last_at\
      """;

  /// Before the index, as the look at a damaged session has it: in the other order each could wait
  /// for the other.
  private static final String HOLD_DAMAGE =
      "SELECT seq FROM session_damage WHERE tenant = ? AND session = ? FOR UPDATE";

  /// The index writes its rows under this lock, after a look at the journal: meanwhile it brings
  /// none back.
  private static final String HOLD_INDEX =
      "SELECT name FROM projection_offset WHERE name = ? FOR UPDATE";

  /// An event that was not counted would be missing in the usage for good.
  private static final String NOT_PASSED =
      """
      SELECT sequence_number FROM event_journal AS event WHERE persistence_id = ? AND EXISTS (
        SELECT FROM unnest(?::text[]) AS reader (name)
        LEFT JOIN projection_offset AS reached ON reached.name = reader.name
        WHERE reached.name IS NULL
          OR (event.xact, event.ordering) > (reached.xact, reached.ordering))
      LIMIT 1\
      """;

  private static final List<String> READERS = List.of(Feed.SESSION_INDEX, MeteringFeed.NAME);

  /// With the number 0, or the next one below if something was stored after that: events have those
  /// from 1 on. After it the sum is 0: a second one adds nothing.
  private static final String NOTHING_STORED =
      """
      INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
      SELECT tenant, session, least(min(seq), 1) - 1, kind, -sum(amount), ?::timestamptz
      FROM usage_record
      WHERE tenant = ? AND session = ? AND kind = 'archive-bytes'
      GROUP BY tenant, session, kind HAVING sum(amount) <> 0 ON CONFLICT DO NOTHING\
      """;

  /// After the last look, and 35 days after the newest event: bills of its month have been written.
  private static final String END =
      """
      DELETE FROM session_erasure
      WHERE tenant = ? AND session = ? AND ordered_at <= ?::timestamptz - interval '24 hours'
        AND last_at <= ?::timestamptz - interval '840 hours'\
      """;

  private static final String ADD_UP = "SELECT parley_add_up_usage(?)";

  private static final String END_FORGOTTEN =
      "DELETE FROM asked_forgotten WHERE tenant = ? AND session = ?";

  private static final String LOOK_AGAIN =
      """
      UPDATE session_erasure SET next_at = CASE
        WHEN ordered_at > ?::timestamptz - interval '24 hours' THEN ordered_at + interval '24 hours'
        ELSE last_at + interval '840 hours' END
      WHERE tenant = ? AND session = ?\
      """;

  private final Database database;

  /// @param database the main one, with those in which some organisations have their sessions
  public JdbcSessionErasures(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Void> order(Ended session, Act act) {
    var key = session.key();
    return database.as(
        key.tenant(),
        connection -> {
          int ordered =
              Sql.update(
                  connection,
                  ORDER,
                  key.tenant().value(),
                  key.session().value(),
                  session.began(),
                  session.last(),
                  act.at(),
                  act.at());
          if (ordered > 0) tell(connection, key, act);
          return null;
        });
  }

  private void tell(Connection connection, SessionKey key, Act act) throws SQLException {
    var erased = Change.gone("session-erased", "session:" + key.session().value(), Map.of());
    database.inMain(
        key.tenant(),
        connection,
        main -> {
          AuditRows.add(main, key.tenant(), act, List.of(erased));
          return null;
        });
  }

  /// How long an organisation keeps its sessions.
  private record Rule(TenantId tenant, Duration keep) {}

  /// The orders so far: an organisation whose database does not answer keeps no other one's
  /// sessions.
  ///
  /// @param count the most of one organisation
  private record Ordered(int count, Optional<Throwable> failure) {
    static final Ordered NONE = new Ordered(0, Optional.empty());

    /// @param more null after a failure
    Ordered and(Integer more, Throwable failed) {
      return failed == null
          ? new Ordered(Math.max(count, more), failure)
          : new Ordered(count, failure.or(() -> Optional.of(failed)));
    }

    CompletionStage<Integer> most() {
      return failure
          .map(CompletableFuture::<Integer>failedStage)
          .orElseGet(() -> CompletableFuture.completedStage(count));
    }
  }

  @Override
  public CompletionStage<Integer> orderOld(Instant now, int max) {
    return database
        .acrossTenants(connection -> Sql.query(connection, RULES, JdbcSessionErasures::rule))
        .thenCompose(
            rules -> {
              CompletionStage<Ordered> done = CompletableFuture.completedStage(Ordered.NONE);
              for (var rule : rules)
                done =
                    done.thenCompose(
                        before -> orderOld(rule, now, max).handle((n, e) -> before.and(n, e)));
              return done.thenCompose(Ordered::most);
            });
  }

  private static Rule rule(ResultSet row) throws SQLException {
    return new Rule(new TenantId(row.getString("tenant")), Duration.ofDays(row.getInt("days")));
  }

  private CompletionStage<Integer> orderOld(Rule rule, Instant now, int max) {
    var before = now.minus(rule.keep());
    return database.as(
        rule.tenant(),
        connection ->
            Sql.update(
                connection, ORDER_OLD, now, now, rule.tenant().value(), before, before, max));
  }

  @Override
  public CompletionStage<List<Ended>> claim(Instant now, Duration lease, int max) {
    return database
        .everywhere(
            connection ->
                Sql.query(connection, CLAIM, JdbcSessionErasures::ended, now.plus(lease), now, max))
        .thenApply(found -> found.stream().flatMap(List::stream).toList());
  }

  private static Ended ended(ResultSet row) throws SQLException {
    return new Ended(
        new SessionKey(
            new TenantId(row.getString("tenant")), new SessionId(row.getString("session"))),
        Sql.instant(row, "began_at"),
        Sql.instant(row, "last_at"));
  }

  @Override
  public CompletionStage<Boolean> deleteRows(SessionKey key) {
    return database.as(
        key.tenant(),
        connection -> {
          Sql.query(
              connection,
              HOLD_DAMAGE,
              row -> row.getLong("seq"),
              key.tenant().value(),
              key.session().value());
          Sql.query(connection, HOLD_INDEX, row -> row.getString("name"), Feed.SESSION_INDEX);
          if (!isPassed(connection, key)) return false;
          SessionRows.delete(database, connection, key);
          return true;
        });
  }

  private static boolean isPassed(Connection connection, SessionKey key) throws SQLException {
    return Sql.first(
            connection,
            NOT_PASSED,
            row -> row.getLong("sequence_number"),
            PersistenceIds.of(key),
            connection.createArrayOf("text", READERS.toArray()))
        .isEmpty();
  }

  @Override
  public CompletionStage<Void> finish(Ended session, Instant now) {
    var key = session.key();
    var tenant = key.tenant().value();
    var id = key.session().value();
    return database
        .acrossTenants(connection -> Sql.update(connection, NOTHING_STORED, now, tenant, id))
        .thenCompose(
            _ ->
                database.as(
                    key.tenant(),
                    connection -> {
                      if (Sql.update(connection, END, tenant, id, now, now) > 0)
                        addUp(connection, key);
                      else Sql.update(connection, LOOK_AGAIN, now, tenant, id);
                      return null;
                    }));
  }

  /// First where the session was: PostgreSQL refuses if it has events there. Its usage is in the
  /// main database; if the session was there, too, the second time finds none.
  private void addUp(Connection connection, SessionKey key) throws SQLException {
    var id = key.session().value();
    Sql.query(connection, ADD_UP, row -> row.getLong(1), id);
    database.inMain(
        key.tenant(),
        connection,
        main -> {
          Sql.update(main, END_FORGOTTEN, key.tenant().value(), id);
          return Sql.query(main, ADD_UP, row -> row.getLong(1), id);
        });
  }
}
