package io.parley.persistence.history;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.journal.SessionListing;
import io.parley.core.session.Customer;
import io.parley.core.session.SessionEvent.SessionStarted;
import io.parley.core.session.SessionKey;
import io.parley.persistence.database.Sql;
import io.parley.persistence.journal.EventJson;
import io.parley.persistence.journal.PersistenceIds;
import io.parley.persistence.journal.SessionEventSerializer;
import io.parley.persistence.memory.MemoryProjection;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One step of the index along the journal, within a transaction: the next events in the order of
/// commit, folded into the rows of their sessions, the memories that they tell, and the offset
/// after them.
final class Projection {
  private static final Logger LOG = LoggerFactory.getLogger(Projection.class);

  private static final String OFFSET =
      "SELECT xact::text, ordering FROM projection_offset WHERE name = 'session-index' FOR UPDATE";

  private static final String ADVANCE =
      """
      UPDATE projection_offset SET xact = ?::text::xid8, ordering = ?
      WHERE name = 'session-index'\
      """;

  /// See V1__journal.sql.
  private static final String NEXT =
      """
      SELECT xact::text AS xact, ordering, persistence_id, sequence_number, event_ser_id,
        event_ser_manifest, event_payload
      FROM event_journal
      WHERE xact < pg_snapshot_xmin(pg_current_snapshot()) AND (xact, ordering) > (?::text::xid8, ?)
      ORDER BY xact, ordering LIMIT ?\
      """;

  private static final String ROWS =
      "SELECT "
          + Listings.COLUMNS
          + ", due FROM session_index"
          + " WHERE (tenant, session) IN (SELECT * FROM unnest(?::text[], ?::text[]))";

  private static final String SAVE =
      """
      INSERT INTO session_index (tenant, session, status, seq, agent_id, agent_version, customer_id,
        customer_name, customer_verified, turns, created_at, updated_at, due, due_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
      ON CONFLICT (tenant, session) DO UPDATE SET status = excluded.status, seq = excluded.seq,
        turns = excluded.turns, updated_at = excluded.updated_at, due = excluded.due,
        due_at = excluded.due_at\
      """;

  private final EventJson json;
  private final MemoryProjection memories;
  private final DueJson dueJson = new DueJson();

  Projection(EventJson json, MemoryProjection memories) {
    this.json = json;
    this.memories = memories;
  }

  private record Offset(String xact, long ordering) {}

  private record OfSession(SessionKey key, RecordedEvent recorded) {}

  /// @param event empty for what is not a session's: other actors may have events of their own
  private record Entry(Offset offset, Optional<OfSession> event) {}

  int advance(Connection connection, int max, Duration idleTimeout) throws SQLException {
    var from =
        Sql.query(connection, OFFSET, row -> new Offset(row.getString(1), row.getLong(2)))
            .getFirst();
    var entries = next(connection, from, max);
    if (entries.isEmpty()) return 0;
    var rows = rows(connection, entries);
    var events = entries.stream().flatMap(entry -> entry.event().stream()).toList();
    long beginningGone = events.stream().filter(event -> !fold(rows, event)).count();
    for (var event : events) {
      var row = rows.get(event.key());
      if (row != null) remember(connection, row.listing(), event);
    }
    if (beginningGone > 0)
      LOG.warn(
          "{} events are not indexed: the first events of their sessions are gone", beginningGone);
    save(connection, rows, idleTimeout);
    var to = entries.getLast().offset();
    Sql.update(connection, ADVANCE, to.xact(), to.ordering());
    return entries.size();
  }

  private List<Entry> next(Connection connection, Offset from, int max) throws SQLException {
    return Sql.query(
        connection,
        NEXT,
        row ->
            new Entry(new Offset(row.getString("xact"), row.getLong("ordering")), ofSession(row)),
        from.xact(),
        from.ordering(),
        max);
  }

  private Optional<OfSession> ofSession(ResultSet row) throws SQLException {
    if (row.getInt("event_ser_id") != SessionEventSerializer.IDENTIFIER) return Optional.empty();
    var event = json.read(row.getString("event_ser_manifest"), row.getBytes("event_payload"));
    var recorded = new RecordedEvent(row.getLong("sequence_number"), event);
    return PersistenceIds.session(row.getString("persistence_id"))
        .map(key -> new OfSession(key, recorded));
  }

  private Map<SessionKey, IndexRow> rows(Connection connection, List<Entry> entries)
      throws SQLException {
    var keys =
        entries.stream()
            .flatMap(entry -> entry.event().stream())
            .map(OfSession::key)
            .distinct()
            .toList();
    var tenants = keys.stream().map(key -> key.tenant().value()).toArray(String[]::new);
    var sessions = keys.stream().map(key -> key.session().value()).toArray(String[]::new);
    var rows = new HashMap<SessionKey, IndexRow>();
    for (var row :
        Sql.query(
            connection,
            ROWS,
            row -> new IndexRow(Listings.read(row), dueJson.read(row.getString("due"))),
            connection.createArrayOf("text", tenants),
            connection.createArrayOf("text", sessions))) rows.put(row.listing().key(), row);
    return rows;
  }

  /// @return false for a session whose beginning left the journal before the index was made anew:
  ///   it is archived
  private static boolean fold(Map<SessionKey, IndexRow> rows, OfSession event) {
    var key = event.key();
    var row = rows.get(key);
    if (row != null) rows.put(key, row.after(event.recorded()));
    else if (event.recorded().event() instanceof SessionStarted started)
      rows.put(key, IndexRow.first(key, event.recorded(), started));
    else return false;
    return true;
  }

  private void remember(Connection connection, SessionListing listing, OfSession event)
      throws SQLException {
    memories.take(connection, event.key(), listing.agent(), listing.customer(), event.recorded());
  }

  private void save(Connection connection, Map<SessionKey, IndexRow> rows, Duration idleTimeout)
      throws SQLException {
    var values =
        rows.values().stream()
            .map(
                row -> {
                  var listing = row.listing();
                  var customer = listing.customer();
                  return new Object[] {
                    listing.key().tenant().value(),
                    listing.key().session().value(),
                    Listings.text(listing.status()),
                    listing.seq(),
                    listing.agent().id(),
                    listing.agent().version(),
                    customer.map(Customer::id).map(Text::storable),
                    customer.flatMap(Customer::name).map(Text::storable),
                    customer.map(Customer::verified).orElse(false),
                    listing.turns(),
                    listing.createdAt(),
                    listing.updatedAt(),
                    dueJson.write(row.due()),
                    row.due().at(idleTimeout)
                  };
                })
            .toList();
    Sql.batch(connection, SAVE, values);
  }
}
