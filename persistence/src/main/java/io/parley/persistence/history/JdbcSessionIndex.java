package io.parley.persistence.history;

import io.parley.core.journal.Damage;
import io.parley.core.journal.DamageListener;
import io.parley.core.journal.ListingPage;
import io.parley.core.journal.ListingQuery;
import io.parley.core.journal.SessionIndex;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.DamagedPage;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.feed.DamagedRows;
import io.parley.persistence.feed.SharedRows;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.memory.MemoryProjection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The index of all sessions in a table. Any number of nodes may project at once: they take turns,
/// because each locks the offset.
public final class JdbcSessionIndex implements SessionIndex {
  private static final String CLAIM =
      """
      UPDATE session_index AS claimed SET wake_at = ?
      FROM (
        SELECT tenant, session FROM session_index
        WHERE due_at <= ? AND (wake_at IS NULL OR wake_at <= ?)
          AND NOT EXISTS (
            SELECT FROM session_damage AS damaged
            WHERE damaged.tenant = session_index.tenant AND damaged.session = session_index.session)
        ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED) AS due
      WHERE claimed.tenant = due.tenant AND claimed.session = due.session
      RETURNING claimed.tenant, claimed.session, claimed.due_at\
      """;

  private final Database database;
  private final Projection projection;
  private final Damages damages;
  private final DamageListener listener;
  private final Clock clock;

  /// Beside no other reader of the same database.
  ///
  /// @param memories extracts long-term memories from the events
  /// @param listener notified of damaged sessions
  public JdbcSessionIndex(
      Database database,
      EventBytes bytes,
      MemoryProjection memories,
      DamageListener listener,
      Clock clock) {
    this(database, bytes, SharedRows.none(), memories, listener, clock);
  }

  /// @param shared by all readers of the same database
  /// @param memories extracts long-term memories from the events
  /// @param listener notified of damaged sessions
  public JdbcSessionIndex(
      Database database,
      EventBytes bytes,
      SharedRows shared,
      MemoryProjection memories,
      DamageListener listener,
      Clock clock) {
    this.database = database;
    this.projection = new Projection(bytes, shared, memories);
    this.damages = new Damages(bytes, projection);
    this.listener = listener;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Integer> project(int max, Duration idleTimeout) {
    return step(connection -> projection.advance(connection, max, idleTimeout))
        .exceptionallyCompose(
            failure ->
                DamagedPage.in(failure)
                    ? pastDamage(max, idleTimeout)
                    : CompletableFuture.failedStage(failure));
  }

  /// @return `max` when there is more
  private CompletionStage<Integer> pastDamage(int max, Duration idleTimeout) {
    return database
        .acrossTenants(connection -> projection.obstacle(connection, max))
        .thenCompose(
            found ->
                step(connection -> projection.past(connection, found, idleTimeout))
                    .thenApply(
                        events ->
                            found.readable() == 0 || events == found.readable() ? max : events));
  }

  private CompletionStage<Integer> step(Database.Work<Projection.Step> work) {
    var now = clock.instant();
    return database
        .acrossTenants(
            connection -> {
              var step = work.on(connection);
              var unknown = DamagedRows.record(connection, step.found(), now);
              return new Projection.Step(step.events(), unknown, step.ownerless());
            })
        .thenApply(
            step -> {
              step.found().forEach(listener::found);
              if (step.ownerless() > 0) listener.passedBy(step.ownerless());
              return step.events();
            });
  }

  @Override
  public CompletionStage<Boolean> damaged(SessionKey key, Damage damage, Instant now) {
    return database
        .as(key.tenant(), connection -> DamagedRows.record(connection, key, damage, now))
        .thenApply(
            isNew -> {
              if (isNew) listener.found(key, damage);
              return isNew;
            });
  }

  @Override
  public CompletionStage<Long> lookAgain(
      Instant now, Duration pause, int max, Duration idleTimeout) {
    return database
        .acrossTenants(connection -> Damages.due(connection, now, max))
        .thenCompose(
            due -> {
              CompletionStage<Void> looked = CompletableFuture.completedStage(null);
              for (var key : due)
                looked = looked.thenCompose(_ -> lookAgain(key, now, pause, idleTimeout));
              return looked;
            })
        .thenCompose(_ -> database.acrossTenants(Damages::count))
        .thenApply(
            standing -> {
              listener.standing(standing);
              return standing;
            });
  }

  /// One after the other, each in its own transaction, so that a long or broken one delays the
  /// others only by its own work.
  private CompletionStage<Void> lookAgain(
      SessionKey key, Instant now, Duration pause, Duration idleTimeout) {
    return database
        .as(key.tenant(), connection -> damages.examine(connection, key))
        .thenCompose(
            examined ->
                database.as(
                    key.tenant(),
                    connection ->
                        damages.settle(connection, key, examined, now, pause, idleTimeout)))
        .thenAccept(
            isWhole -> {
              if (isWhole) listener.mended(key);
            });
  }

  @Override
  public CompletionStage<List<SessionKey>> claimDue(Instant now, Duration lease, int max) {
    record Claimed(SessionKey key, Instant dueAt) {}
    return database.acrossTenants(
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
      return database.as(query.tenant(), connection -> Listings.page(connection, query, after));
    } catch (IllegalArgumentException foreignCursor) {
      return CompletableFuture.failedStage(foreignCursor);
    }
  }
}
