package io.parley.persistence.history;

import io.parley.core.journal.Damage;
import io.parley.core.journal.SessionOverview;
import io.parley.core.session.Owed;
import io.parley.core.session.SessionKey;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The tables of [JdbcSessionIndex], read for operators. Each count ends at
/// [SessionOverview#COUNT_MAX] rows of an index, so that who looks every two seconds costs nothing
/// that grows.
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

  /// Events that are committed and that the index may read: see V1__journal.sql.
  private static final String UNREAD =
      """
      SELECT count(*) AS waiting, to_timestamp(min(write_timestamp) / 1000.0) AS oldest FROM (
        SELECT write_timestamp FROM event_journal
        WHERE (xact, ordering) >
            (SELECT xact, ordering FROM projection_offset WHERE name = 'session-index')
        ORDER BY xact, ordering LIMIT ?) AS unread\
      """;

  /// What has ended and is still owed something is owed its archive.
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
  private final OwedJson owedJson = new OwedJson();

  public JdbcSessionOverview(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Optional<Known>> find(SessionKey key) {
    return database.query(
        connection ->
            Sql.first(connection, FIND, this::known, key.tenant().value(), key.session().value()));
  }

  @Override
  public CompletionStage<Lag> lag(Instant now) {
    return database.query(
        connection ->
            new Lag(
                backlog(connection, UNREAD, COUNT_MAX),
                backlog(connection, UNARCHIVED, COUNT_MAX),
                backlog(connection, OVERDUE, now, COUNT_MAX),
                backlog(connection, IN_DOUBT, COUNT_MAX)));
  }

  private static Backlog backlog(Connection connection, String sql, Object... values)
      throws SQLException {
    return Sql.query(
            connection,
            sql,
            row -> new Backlog(row.getLong("waiting"), maybe(row, "oldest")),
            values)
        .getFirst();
  }

  /// What a newer program owes in words of its own counts as nothing here.
  private Known known(ResultSet row) throws SQLException {
    var owed = owedJson.read(row.getString("owed")).orElse(Owed.NOTHING);
    var category = Sql.text(row, "damage_category");
    long seq = row.getLong("damage_seq");
    return new Known(
        Listings.read(row),
        owed.turnOpen(),
        owed.running().size(),
        owed.approvals().size(),
        maybe(row, "due_at"),
        category.map(
            name -> new Damage(seq, Damage.Category.valueOf(name.toUpperCase(Locale.ROOT)))));
  }

  private static Optional<Instant> maybe(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
