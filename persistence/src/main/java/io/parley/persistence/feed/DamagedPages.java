package io.parley.persistence.feed;

import io.parley.core.tenant.SessionKey;
import io.parley.persistence.database.DamagedPage;
import io.parley.persistence.database.Sql;
import io.parley.persistence.journal.PersistenceIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds rows of the journal that PostgreSQL refuses to read. PostgreSQL does not report which they
/// are. But an index knows a row's place without reading the row: the query "is there a row between
/// these two places?" returns no or fails, so that bisection finds the place of the first damaged
/// row.
public final class DamagedPages {
  private static final String BETWEEN =
      """
      SELECT 1 FROM event_journal
      WHERE xact < pg_snapshot_xmin(pg_current_snapshot()) AND (xact, ordering) > (?::text::xid8, ?)
        AND (xact, ordering) <= (?::text::xid8, ?) LIMIT 1\
      """;

  /// When only the event itself is damaged, and not its row.
  private static final String OWNER =
      """
      SELECT xact::text AS transaction, ordering, persistence_id, sequence_number FROM event_journal
      WHERE xact < pg_snapshot_xmin(pg_current_snapshot()) AND (xact, ordering) > (?::text::xid8, ?)
      ORDER BY xact, ordering LIMIT 1\
      """;

  private static final String LAST =
      """
      SELECT (pg_snapshot_xmin(pg_current_snapshot()))::text AS transaction, last_value AS ordering
      FROM event_journal_ordering_seq\
      """;

  /// The session of the event.
  public record Owned(SessionKey key, long seq) {}

  /// @param owner empty when the row does not tell
  public record Row(Offset at, Optional<Owned> owner) {}

  /// The rows after `from`: readable ones, or else a run of unreadable ones.
  public record Found(Offset from, int readable, List<Row> rows) {}

  /// Reads this many entries after a place.
  @FunctionalInterface
  interface Reading {
    int read(Offset after, int max) throws SQLException;
  }

  private final Connection connection;
  private final Reading reading;

  private DamagedPages(Connection connection, Reading reading) {
    this.connection = connection;
    this.reading = reading;
  }

  /// Within a transaction, which continues after each refusal.
  static Found find(Connection connection, Offset from, int max, Reading reading)
      throws SQLException {
    return DamagedPage.byIndex(
        connection, careful -> new DamagedPages(careful, reading).ahead(from, max));
  }

  private Found ahead(Offset from, int max) throws SQLException {
    for (int count = max; count > 0; count /= 2)
      if (canRead(from, count)) return new Found(from, count, List.of());
    var rows = new ArrayList<Row>();
    var at = from;
    while (rows.size() < max && !canRead(at, 1)) {
      var row = first(at);
      rows.add(row);
      at = row.at();
    }
    return new Found(from, 0, rows);
  }

  private boolean canRead(Offset after, int count) throws SQLException {
    try {
      return Sql.attempt(connection, _ -> reading.read(after, count)) >= 0;
    } catch (SQLException e) {
      if (!DamagedPage.in(e)) throw e;
      return false;
    }
  }

  private Row first(Offset after) throws SQLException {
    try {
      return Sql.attempt(connection, one -> owner(one, after));
    } catch (SQLException e) {
      if (!DamagedPage.in(e)) throw e;
      return new Row(place(after), Optional.empty());
    }
  }

  private static Row owner(Connection connection, Offset after) throws SQLException {
    return Sql.query(
            connection,
            OWNER,
            row -> {
              long seq = row.getLong("sequence_number");
              var key = PersistenceIds.session(row.getString("persistence_id"));
              return new Row(Offset.read(row), key.map(known -> new Owned(known, seq)));
            },
            after.xact(),
            after.ordering())
        .getFirst();
  }

  /// The place of the first unreadable row after a place; there must be one.
  private Offset place(Offset after) throws SQLException {
    var last = Sql.query(connection, LAST, Offset::read).getFirst();
    long xact = Long.parseLong(after.xact());
    long from = after.ordering();
    long found =
        halve(
            xact - 1,
            Long.parseLong(last.xact()),
            upTo -> isAny(after, new Offset(Long.toString(upTo), Long.MAX_VALUE)));
    var text = Long.toString(found);
    return new Offset(
        text,
        halve(
            found == xact ? from : 0,
            last.ordering(),
            upTo -> isAny(after, new Offset(text, upTo))));
  }

  /// A property of a number that holds for all larger numbers as well.
  @FunctionalInterface
  private interface From {
    boolean holds(long number) throws SQLException;
  }

  /// @return the least number above `below` for which it holds, at most `known`
  private static long halve(long below, long known, From condition) throws SQLException {
    long no = below;
    long yes = known;
    while (yes - no > 1) {
      long middle = no + (yes - no) / 2;
      if (condition.holds(middle)) yes = middle;
      else no = middle;
    }
    return yes;
  }

  private boolean isAny(Offset after, Offset upTo) throws SQLException {
    try {
      return Sql.attempt(
              connection,
              some ->
                  Sql.first(
                      some,
                      BETWEEN,
                      row -> row.getInt(1),
                      after.xact(),
                      after.ordering(),
                      upTo.xact(),
                      upTo.ordering()))
          .isPresent();
    } catch (SQLException e) {
      if (!DamagedPage.in(e)) throw e;
      return true;
    }
  }
}
