package io.parley.persistence.history;

import io.parley.core.journal.Damage;
import io.parley.core.journal.SessionOverview;
import io.parley.core.session.Owed;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.feed.Feed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// The tables of [JdbcSessionIndex], read for operators. Each count ends at
/// [SessionOverview#COUNT_MAX] rows of an index, so that a query every two seconds has a bounded
/// cost.
public final class JdbcSessionOverview implements SessionOverview {
  private static final String FIND =
      "SELECT "
          + Listings.COLUMNS
          + """
          , due::text AS owed, due_at,
            (SELECT category FROM session_damage AS damaged
             WHERE damaged.tenant = session_index.tenant
               AND damaged.session = session_index.session) AS damage_category,
            (SELECT seq FROM session_damage AS damaged
             WHERE damaged.tenant = session_index.tenant
               AND damaged.session = session_index.session) AS damage_seq
          FROM session_index WHERE tenant = ? AND session = ?\
          """;

  /// Committed events that a feed may read: see V1__journal.sql. A feed that has not begun has all
  /// of them ahead.
  private static final String UNREAD =
      """
      SELECT feed.name, unread.waiting, unread.oldest
      FROM unnest(?::text[]) AS feed (name)
      LEFT JOIN projection_offset AS reached ON reached.name = feed.name
      CROSS JOIN LATERAL (
        SELECT count(*) AS waiting, to_timestamp(min(write_timestamp) / 1000.0) AS oldest FROM (
          SELECT write_timestamp FROM event_journal
          WHERE (xact, ordering)
            > (coalesce(reached.xact, '0'::xid8), coalesce(reached.ordering, 0))
          ORDER BY xact, ordering LIMIT ?) AS ahead) AS unread\
      """;

  /// An ended session that still owes something owes its archive.
  private static final String UNARCHIVED =
      """
      SELECT count(*) AS waiting, min(due_at) AS oldest FROM (
        SELECT due_at FROM session_index
        WHERE due_at IS NOT NULL AND status <> 'active' ORDER BY due_at LIMIT ?) AS unarchived\
      """;

  private static final String OVERDUE =
      """
      SELECT count(*) AS waiting, min(due_at) AS oldest FROM (
        SELECT due_at FROM session_index WHERE due_at <= ?
          AND NOT EXISTS (
            SELECT FROM session_damage AS damaged
            WHERE damaged.tenant = session_index.tenant AND damaged.session = session_index.session)
        ORDER BY due_at LIMIT ?) AS overdue\
      """;

  private static final String IN_DOUBT =
      """
      SELECT count(*) AS waiting, min(since) AS oldest FROM (
        SELECT since FROM call_in_doubt ORDER BY since LIMIT ?) AS doubts\
      """;

  private final Database database;
  private final List<String> feeds;
  private final OwedJson owedJson = new OwedJson();

  /// @param feeds names of those to report, beside the index's
  public JdbcSessionOverview(Database database, Collection<String> feeds) {
    this.database = database;
    this.feeds = Stream.concat(Stream.of(Feed.SESSION_INDEX), feeds.stream()).toList();
  }

  @Override
  public CompletionStage<Optional<Known>> find(SessionKey key) {
    return database.as(
        key.tenant(),
        connection ->
            Sql.first(connection, FIND, this::known, key.tenant().value(), key.session().value()));
  }

  @Override
  public CompletionStage<Lag> lag(Instant now) {
    return database
        .everywhere(
            connection -> {
              var unread = unread(connection);
              return new Lag(
                  unread.get(Feed.SESSION_INDEX),
                  backlog(connection, UNARCHIVED, COUNT_MAX),
                  backlog(connection, OVERDUE, now, COUNT_MAX),
                  backlog(connection, IN_DOUBT, COUNT_MAX),
                  unread);
            })
        .thenApply(all -> all.stream().reduce(Lag::with).orElseThrow());
  }

  private Map<String, Backlog> unread(Connection connection) throws SQLException {
    var unread = new HashMap<String, Backlog>();
    Sql.query(
        connection,
        UNREAD,
        row -> unread.put(row.getString("name"), backlog(row)),
        connection.createArrayOf("text", feeds.toArray()),
        COUNT_MAX);
    return unread;
  }

  private static Backlog backlog(Connection connection, String sql, Object... values)
      throws SQLException {
    return Sql.query(connection, sql, JdbcSessionOverview::backlog, values).getFirst();
  }

  private static Backlog backlog(ResultSet row) throws SQLException {
    return new Backlog(row.getLong("waiting"), Sql.instantIfAny(row, "oldest"));
  }

  /// Obligations that only a newer program knows count as nothing here.
  private Known known(ResultSet row) throws SQLException {
    var owed = owedJson.read(row.getString("owed")).orElse(Owed.NOTHING);
    var category = Sql.text(row, "damage_category");
    long seq = row.getLong("damage_seq");
    return new Known(
        Listings.read(row),
        owed.turnOpen(),
        owed.running().size(),
        owed.approvals().size(),
        Sql.instantIfAny(row, "due_at"),
        category.map(
            name -> new Damage(seq, Damage.Category.valueOf(name.toUpperCase(Locale.ROOT)))));
  }
}
