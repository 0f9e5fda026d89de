package io.parley.persistence.feed;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.DamagedPage;
import io.parley.persistence.database.Sql;
import io.parley.persistence.journal.PersistenceIds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The table of events that one feed has left out, and queries of the journal about sessions ahead.
final class FeedGaps {
  private static final String CLOSED =
      """
      SELECT tenant, session, seq FROM session_damage
      WHERE (tenant, session) IN (SELECT * FROM unnest(?::text[], ?::text[]))\
      """;

  private static final String BEHIND =
      """
      SELECT tenant, session FROM feed_gap
      WHERE feed = ? AND (tenant, session) IN (SELECT * FROM unnest(?::text[], ?::text[]))\
      """;

  /// NULL where no event is before.
  private static final String BEFORE =
      """
      SELECT ahead.id, (
        SELECT max(sequence_number) FROM event_journal
        WHERE persistence_id = ahead.id AND sequence_number < ahead.seq) AS seq
      FROM unnest(?::text[], ?::bigint[]) AS ahead (id, seq)\
      """;

  /// The first one stays: events left out later come after it.
  private static final String OPEN =
      """
      INSERT INTO feed_gap (feed, tenant, session, seq) VALUES (?, ?, ?, ?)
      ON CONFLICT DO NOTHING\
      """;

  private static final String MENDED =
      """
      SELECT tenant, session, seq FROM feed_gap AS gap
      WHERE feed = ? AND NOT EXISTS (
        SELECT FROM session_damage AS damaged
        WHERE damaged.tenant = gap.tenant AND damaged.session = gap.session)
      ORDER BY tenant, session LIMIT 1\
      """;

  private static final String SHRINK =
      "UPDATE feed_gap SET seq = ? WHERE feed = ? AND tenant = ? AND session = ?";

  private static final String CLOSE =
      "DELETE FROM feed_gap WHERE feed = ? AND tenant = ? AND session = ?";

  /// @param seq of the first event that was left out
  record Gap(SessionKey key, long seq) {}

  private final String feed;

  FeedGaps(String feed) {
    this.feed = feed;
  }

  SortedEvents sort(Connection connection, List<Entry> ahead) throws SQLException {
    var first = new HashMap<SessionKey, Long>();
    for (var entry : ahead)
      entry.key().ifPresent(key -> first.putIfAbsent(key, entry.event().seq()));
    var tenants = connection.createArrayOf("text", tenants(first.keySet()));
    var sessions = connection.createArrayOf("text", sessions(first.keySet()));
    var closed = new HashMap<SessionKey, Long>();
    for (var gap : Sql.query(connection, CLOSED, FeedGaps::gap, tenants, sessions))
      closed.put(gap.key(), gap.seq());
    var behind = Sql.query(connection, BEHIND, FeedGaps::key, feed, tenants, sessions);
    return new SortedEvents(closed, Set.copyOf(behind), before(connection, first));
  }

  /// An unreadable page affects only the sessions with events on it: for them the event before
  /// counts as missing.
  private static Map<SessionKey, Long> before(Connection connection, Map<SessionKey, Long> first)
      throws SQLException {
    try {
      return Sql.attempt(connection, all -> newestBefore(all, first));
    } catch (SQLException e) {
      if (!DamagedPage.in(e)) throw e;
    }
    var before = new HashMap<SessionKey, Long>();
    for (var one : first.entrySet()) {
      var alone = Map.of(one.getKey(), one.getValue());
      try {
        before.putAll(Sql.attempt(connection, it -> newestBefore(it, alone)));
      } catch (SQLException e) {
        if (!DamagedPage.in(e)) throw e;
        before.put(one.getKey(), one.getValue() - 2);
      }
    }
    return before;
  }

  private static Map<SessionKey, Long> newestBefore(
      Connection connection, Map<SessionKey, Long> first) throws SQLException {
    record Before(Optional<SessionKey> key, Optional<Long> seq) {}
    var ids = first.keySet().stream().map(PersistenceIds::of).toArray(String[]::new);
    var seqs = first.values().toArray(Long[]::new);
    var found =
        Sql.query(
            connection,
            BEFORE,
            row ->
                new Before(
                    PersistenceIds.session(row.getString("id")),
                    Optional.ofNullable(row.getObject("seq", Long.class))),
            connection.createArrayOf("text", ids),
            connection.createArrayOf("bigint", seqs));
    var before = new HashMap<SessionKey, Long>();
    for (var one : found)
      if (one.key().isPresent() && one.seq().isPresent())
        before.put(one.key().get(), one.seq().get());
    return before;
  }

  void open(Connection connection, Map<SessionKey, Long> leftOut) throws SQLException {
    Sql.batch(
        connection,
        OPEN,
        leftOut.entrySet().stream()
            .map(
                gap ->
                    new Object[] {
                      feed,
                      gap.getKey().tenant().value(),
                      gap.getKey().session().value(),
                      gap.getValue()
                    })
            .toList());
  }

  /// A session that is not damaged any more.
  Optional<Gap> mended(Connection connection) throws SQLException {
    return Sql.first(connection, MENDED, FeedGaps::gap, feed);
  }

  void shrink(Connection connection, SessionKey key, long seq) throws SQLException {
    Sql.update(connection, SHRINK, seq, feed, key.tenant().value(), key.session().value());
  }

  void close(Connection connection, SessionKey key) throws SQLException {
    Sql.update(connection, CLOSE, feed, key.tenant().value(), key.session().value());
  }

  private static Gap gap(ResultSet row) throws SQLException {
    return new Gap(key(row), row.getLong("seq"));
  }

  private static SessionKey key(ResultSet row) throws SQLException {
    return new SessionKey(
        new TenantId(row.getString("tenant")), new SessionId(row.getString("session")));
  }

  private static String[] tenants(Collection<SessionKey> keys) {
    return keys.stream().map(key -> key.tenant().value()).toArray(String[]::new);
  }

  private static String[] sessions(Collection<SessionKey> keys) {
    return keys.stream().map(key -> key.session().value()).toArray(String[]::new);
  }
}
