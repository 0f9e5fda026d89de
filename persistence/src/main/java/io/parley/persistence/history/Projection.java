package io.parley.persistence.history;

import io.parley.core.journal.Damage;
import io.parley.core.session.SessionKey;
import io.parley.persistence.database.DamagedPage;
import io.parley.persistence.database.Sql;
import io.parley.persistence.history.DamagedPages.Owned;
import io.parley.persistence.journal.EventJson;
import io.parley.persistence.journal.PersistenceIds;
import io.parley.persistence.journal.StoredEvent;
import io.parley.persistence.memory.MemoryProjection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Steps of the index along the journal, each within a transaction: the next events in the order of
/// commit, folded into the rows of their sessions, the memories that they tell, the calls that they
/// leave in doubt, and the offset after them.
final class Projection {
  private static final Logger LOG = LoggerFactory.getLogger(Projection.class);

  private static final String REACHED =
      "SELECT xact::text AS transaction, ordering FROM projection_offset WHERE name ="
          + " 'session-index'";

  private static final String OFFSET = REACHED + " FOR UPDATE";

  private static final String ADVANCE =
      """
      UPDATE projection_offset SET xact = ?::text::xid8, ordering = ?
      WHERE name = 'session-index'\
      """;

  /// See V1__journal.sql. The text has a name of its own: by that of the column, `ORDER BY` would
  /// take the text for it, in which 1000 comes before 999.
  private static final String NEXT =
      "SELECT xact::text AS transaction, ordering, persistence_id, "
          + StoredEvent.COLUMNS
          + """
           FROM event_journal
          WHERE xact < pg_snapshot_xmin(pg_current_snapshot()) AND (xact, ordering) > (?::text::xid8, ?)
          ORDER BY xact, ordering LIMIT ?\
          """;

  /// Of one session, what the index has passed by.
  private static final String PASSED =
      "SELECT "
          + StoredEvent.COLUMNS
          + """
           FROM event_journal
          WHERE persistence_id = ? AND sequence_number > ? AND (xact, ordering) <= (?::text::xid8, ?)
          ORDER BY sequence_number LIMIT ?\
          """;

  private final EventJson json;
  private final MemoryProjection memories;
  private final IndexRows rows = new IndexRows();

  Projection(EventJson json, MemoryProjection memories) {
    this.json = json;
    this.memories = memories;
  }

  /// @param key empty for what is not a session's: other actors may have events of their own
  private record Entry(Offset offset, Optional<SessionKey> key, StoredEvent event) {}

  /// @param found sessions that this step could not take further
  /// @param nobodys rows that could not be read at all, and whose sessions nobody can tell
  record Step(int events, Map<SessionKey, Damage> found, int nobodys) {}

  Step advance(Connection connection, int max, Duration idleTimeout) throws SQLException {
    var from = offset(connection);
    var entries = entries(connection, from, max);
    if (entries.isEmpty()) return new Step(0, Map.of(), 0);
    var keys = entries.stream().flatMap(entry -> entry.key().stream()).distinct().toList();
    var sheet = rows.read(connection, keys);
    for (var entry : entries)
      if (entry.key().isPresent()) take(connection, sheet, entry.key().get(), entry.event());
    if (sheet.beginningGone() > 0)
      LOG.warn(
          "{} events are not indexed: the first events of their sessions are gone",
          sheet.beginningGone());
    rows.save(connection, sheet, idleTimeout);
    var to = entries.getLast().offset();
    Sql.update(connection, ADVANCE, to.xact(), to.ordering());
    return new Step(entries.size(), sheet.found(), 0);
  }

  private List<Entry> entries(Connection connection, Offset from, int max) throws SQLException {
    return Sql.query(connection, NEXT, this::entry, from.xact(), from.ordering(), max);
  }

  /// What stands in the way of a step that a damaged page has failed. Changes nothing.
  DamagedPages.Found obstacle(Connection connection, int max) throws SQLException {
    var from = Sql.query(connection, REACHED, Offset::read).getFirst();
    return DamagedPages.find(
        connection, from, max, (at, count) -> entries(connection, at, count).size());
  }

  /// A step as far as the obstacle, or over it when it is right ahead.
  Step past(Connection connection, DamagedPages.Found obstacle, Duration idleTimeout)
      throws SQLException {
    // somebody else was here
    if (!offset(connection).equals(obstacle.from())) return new Step(0, Map.of(), 0);
    if (obstacle.rows().isEmpty())
      return DamagedPage.byIndex(
          connection, careful -> advance(careful, obstacle.readable(), idleTimeout));
    var owners = obstacle.rows().stream().flatMap(row -> row.owner().stream()).toList();
    var sheet = rows.read(connection, owners.stream().map(Owned::key).distinct().toList());
    for (var owned : owners) sheet.take(owned.key(), StoredEvent.unread(owned.seq()));
    var to = obstacle.rows().getLast().at();
    Sql.update(connection, ADVANCE, to.xact(), to.ordering());
    return new Step(0, sheet.found(), obstacle.rows().size() - owners.size());
  }

  /// Takes in what was left out of a session that is whole again.
  ///
  /// @param last number of its last event
  /// @return what is wrong with it even so
  Optional<Damage> catchUp(
      Connection connection, SessionKey key, long last, int page, Duration idleTimeout)
      throws SQLException {
    var reached = offset(connection);
    var sheet = rows.read(connection, List.of(key));
    while (true) {
      long held = sheet.row(key) == null ? 0 : sheet.row(key).listing().seq();
      // the journal once held more than it does now
      if (held > last) return Optional.of(new Damage(last + 1, Damage.Category.MISSING));
      var passed =
          Sql.query(
              connection,
              PASSED,
              row -> StoredEvent.read(row, json),
              PersistenceIds.of(key),
              held,
              reached.xact(),
              reached.ordering(),
              page);
      if (!passed.isEmpty() && passed.getFirst().seq() != held + 1)
        return Optional.of(new Damage(held + 1, Damage.Category.MISSING));
      for (var event : passed) take(connection, sheet, key, event);
      if (!sheet.found().isEmpty()) return Optional.of(sheet.found().get(key));
      if (passed.size() < page) break;
    }
    rows.save(connection, sheet, idleTimeout);
    return Optional.empty();
  }

  private static Offset offset(Connection connection) throws SQLException {
    return Sql.query(connection, OFFSET, Offset::read).getFirst();
  }

  private Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        Offset.read(row),
        PersistenceIds.session(row.getString("persistence_id")),
        StoredEvent.read(row, json));
  }

  private void take(Connection connection, IndexSheet sheet, SessionKey key, StoredEvent event)
      throws SQLException {
    if (!sheet.take(key, event)) return;
    var listing = sheet.row(key).listing();
    var recorded = event.recorded().orElseThrow();
    memories.take(connection, key, listing.agent(), listing.customer(), recorded);
    Doubts.take(connection, key, recorded.event());
  }
}
