package io.parley.persistence.feed;

import io.parley.core.tenant.SessionKey;
import io.parley.persistence.database.Sql;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.PersistenceIds;
import io.parley.persistence.journal.StoredEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// One reader's position in the journal, by its name (a row of `projection_offset`, created at the
/// journal's beginning if it does not exist), and the rows that come next.
public final class Feed {
  /// The first feed: its position was stored under this name before feeds had names.
  public static final String SESSION_INDEX = "session-index";

  private static final String BEGIN =
      """
      INSERT INTO projection_offset (name, xact, ordering) VALUES (?, '0', 0)
      ON CONFLICT DO NOTHING\
      """;

  private static final String REACHED =
      "SELECT xact::text AS transaction, ordering FROM projection_offset WHERE name = ?";

  private static final String LOCKED = REACHED + " FOR UPDATE";

  private static final String ADVANCE =
      "UPDATE projection_offset SET xact = ?::text::xid8, ordering = ? WHERE name = ?";

  /// See V1__journal.sql. The text has a name of its own: with the column's name, `ORDER BY` would
  /// sort by the text, in which 1000 comes before 999.
  private static final String NEXT =
      "SELECT xact::text AS transaction, ordering, octet_length(event_payload) AS octets, "
          + StoredEvent.COLUMNS
          + """
           FROM event_journal
          WHERE xact < pg_snapshot_xmin(pg_current_snapshot()) AND (xact, ordering) > (?::text::xid8, ?)
          ORDER BY xact, ordering LIMIT ?\
          """;

  private static final String PASSED =
      "SELECT "
          + StoredEvent.COLUMNS
          + """
           FROM event_journal
          WHERE persistence_id = ? AND sequence_number > ? AND (xact, ordering) <= (?::text::xid8, ?)
          ORDER BY sequence_number LIMIT ?\
          """;

  private final String name;
  private final EventBytes bytes;
  private final SharedRows shared;

  /// @param shared by all feeds of the same database
  public Feed(String name, EventBytes bytes, SharedRows shared) {
    this.name = name;
    this.bytes = bytes;
    this.shared = shared;
  }

  /// The current position.
  public Offset reached(Connection connection) throws SQLException {
    var reached = Sql.first(connection, REACHED, Offset::read, name);
    return reached.isPresent() ? reached.get() : locked(connection);
  }

  /// The same, locked until the transaction ends: readers of one name take turns.
  public Offset locked(Connection connection) throws SQLException {
    var reached = Sql.first(connection, LOCKED, Offset::read, name);
    if (reached.isPresent()) return reached.get();
    Sql.update(connection, BEGIN, name);
    return Sql.query(connection, LOCKED, Offset::read, name).getFirst();
  }

  public void advance(Connection connection, Offset to) throws SQLException {
    Sql.update(connection, ADVANCE, to.xact(), to.ordering(), name);
  }

  /// Rows after a position, in the order of transactions; only up to where no earlier row can
  /// appear any more.
  public SharedRows.Next next(Connection connection, Offset after, int max) throws SQLException {
    return shared.next(name, after, max, (at, count) -> read(connection, at, count));
  }

  private List<Entry> read(Connection connection, Offset after, int max) throws SQLException {
    return Sql.query(connection, NEXT, this::entry, after.xact(), after.ordering(), max);
  }

  /// The damage on which a step failed, if it is within the first page. Changes nothing.
  public DamagedPages.Found obstacle(Connection connection, int max) throws SQLException {
    return DamagedPages.find(
        connection,
        reached(connection),
        Math.min(max, SharedRows.PAGE),
        (at, count) -> read(connection, at, count).size());
  }

  /// Events of one session after a number, up to a position.
  public List<StoredEvent> passed(
      Connection connection, SessionKey key, long after, Offset upTo, int max) throws SQLException {
    return Sql.query(
        connection,
        PASSED,
        row -> StoredEvent.read(row, bytes),
        PersistenceIds.of(key),
        after,
        upTo.xact(),
        upTo.ordering(),
        max);
  }

  private Entry entry(ResultSet row) throws SQLException {
    var session = PersistenceIds.session(row.getString("persistence_id"));
    var event = StoredEvent.read(row, session, bytes);
    return new Entry(Offset.read(row), session, event, row.getInt("octets"));
  }
}
