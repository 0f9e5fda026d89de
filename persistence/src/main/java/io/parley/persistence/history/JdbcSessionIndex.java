package io.parley.persistence.history;

import io.parley.core.journal.ListingPage;
import io.parley.core.journal.ListingQuery;
import io.parley.core.journal.SessionIndex;
import io.parley.core.session.SessionId;
import io.parley.core.session.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.journal.EventJson;
import io.parley.persistence.memory.MemoryProjection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The index of all sessions in a table. Any number of nodes may project at once: they take turns,
/// for each locks the offset.
public final class JdbcSessionIndex implements SessionIndex {
  private static final String CLAIM =
      """
      UPDATE session_index AS claimed SET wake_at = ?
      FROM (
        SELECT tenant, session FROM session_index
        WHERE due_at <= ? AND (wake_at IS NULL OR wake_at <= ?)
        ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED) AS due
      WHERE claimed.tenant = due.tenant AND claimed.session = due.session
      RETURNING claimed.tenant, claimed.session, claimed.due_at\
      """;

  private final Database database;
  private final Projection projection;

  /// @param memories takes long-term memories out of the events on the way
  public JdbcSessionIndex(Database database, EventJson json, MemoryProjection memories) {
    this.database = database;
    this.projection = new Projection(json, memories);
  }

  @Override
  public CompletionStage<Integer> project(int max, Duration idleTimeout) {
    return database.transaction(connection -> projection.advance(connection, max, idleTimeout));
  }

  @Override
  public CompletionStage<List<SessionKey>> claimDue(Instant now, Duration lease, int max) {
    record Claimed(SessionKey key, Instant dueAt) {}
    return database.query(
        connection -> {
          var claimed =
              new ArrayList<>(
                  Sql.query(
                      connection,
                      CLAIM,
                      row ->
                          new Claimed(
                              new SessionKey(
                                  new TenantId(row.getString(1)), new SessionId(row.getString(2))),
                              Sql.instant(row, "due_at")),
                      now.plus(lease),
                      now,
                      now,
                      max));
          // an UPDATE returns its rows in any order
          claimed.sort(Comparator.comparing(Claimed::dueAt));
          return claimed.stream().map(Claimed::key).toList();
        });
  }

  @Override
  public CompletionStage<ListingPage> list(ListingQuery query) {
    try {
      var after = query.after().map(Cursor::parse);
      return database.query(connection -> Listings.page(connection, query, after));
    } catch (IllegalArgumentException foreignCursor) {
      return CompletableFuture.failedStage(foreignCursor);
    }
  }
}
