package io.parley.persistence.journal;

import io.parley.core.journal.Damage;
import io.parley.core.journal.DamagedJournal;
import io.parley.core.journal.Journal;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.database.DamagedPage;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Reads the journal's table without the plugin: one statement, no actor. Its result is complete
/// and has no gap.
public final class JdbcJournal implements Journal {
  private static final String READ =
      "SELECT "
          + StoredEvent.COLUMNS
          + """
           FROM event_journal
          WHERE persistence_id = ? AND sequence_number > ? AND NOT deleted
          ORDER BY sequence_number LIMIT ?\
          """;

  private final Database database;
  private final EventBytes bytes;

  public JdbcJournal(Database database, EventBytes bytes) {
    this.database = database;
    this.bytes = bytes;
  }

  @Override
  public CompletionStage<List<RecordedEvent>> read(SessionKey key, long after, int limit) {
    return database
        .as(key.tenant(), connection -> sound(stored(connection, bytes, key, after, limit), after))
        .exceptionallyCompose(
            failure ->
                DamagedPage.in(failure)
                    ? database.as(
                        key.tenant(), connection -> read(connection, bytes, key, after, limit))
                    : CompletableFuture.failedStage(failure));
  }

  /// Within the caller's transaction, which continues even when PostgreSQL refuses to read a row.
  ///
  /// @throws DamagedJournal as [Journal#read] does
  public static List<RecordedEvent> read(
      Connection connection, EventBytes bytes, SessionKey key, long after, int limit)
      throws SQLException {
    try {
      return Sql.attempt(connection, all -> sound(stored(all, bytes, key, after, limit), after));
    } catch (SQLException e) {
      if (!DamagedPage.in(e)) throw e;
      return DamagedPage.byIndex(
          connection, careful -> sound(oneByOne(careful, bytes, key, after, limit), after));
    }
  }

  /// Up to the first row that PostgreSQL refuses to read.
  private static List<StoredEvent> oneByOne(
      Connection connection, EventBytes bytes, SessionKey key, long after, int limit)
      throws SQLException {
    var events = new ArrayList<StoredEvent>();
    long last = after;
    while (events.size() < limit) {
      try {
        long before = last;
        var next = Sql.attempt(connection, one -> stored(one, bytes, key, before, 1));
        if (next.isEmpty()) break;
        events.addAll(next);
        last = next.getFirst().seq();
      } catch (SQLException e) {
        if (!DamagedPage.in(e)) throw e;
        events.add(StoredEvent.unread(last + 1));
        break;
      }
    }
    return events;
  }

  private static List<StoredEvent> stored(
      Connection connection, EventBytes bytes, SessionKey key, long after, int limit)
      throws SQLException {
    return Sql.query(
        connection,
        READ,
        row -> StoredEvent.read(row, bytes),
        PersistenceIds.of(key),
        after,
        limit);
  }

  private static List<RecordedEvent> sound(List<StoredEvent> stored, long after) {
    var events = new ArrayList<RecordedEvent>(stored.size());
    long last = after;
    for (var event : stored) {
      if (event.seq() != last + 1)
        throw new DamagedJournal(new Damage(last + 1, Damage.Category.MISSING));
      event.damage().ifPresent(JdbcJournal::refuse);
      event.recorded().ifPresent(events::add);
      last = event.seq();
    }
    return events;
  }

  private static void refuse(Damage damage) {
    throw new DamagedJournal(damage);
  }
}
