package io.parley.persistence.history;

import io.parley.core.journal.SessionListing;
import io.parley.core.session.Customer;
import io.parley.core.session.Owed;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Reads and writes rows of `session_index`.
final class IndexRows {
  private static final String READ =
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
        agent_id = excluded.agent_id, agent_version = excluded.agent_version, turns = excluded.turns, updated_at = excluded.updated_at, due = excluded.due,
        due_at = excluded.due_at\
      """;

  /// @param owed empty when it cannot be read
  private record Stored(SessionListing listing, Optional<Owed> owed) {}

  private final OwedJson owedJson = new OwedJson();

  IndexBatch read(Connection connection, Collection<SessionKey> keys) throws SQLException {
    var tenants = keys.stream().map(key -> key.tenant().value()).toArray(String[]::new);
    var sessions = keys.stream().map(key -> key.session().value()).toArray(String[]::new);
    var stored =
        Sql.query(
            connection,
            READ,
            row -> new Stored(Listings.read(row), owedJson.read(row.getString("due"))),
            connection.createArrayOf("text", tenants),
            connection.createArrayOf("text", sessions));
    var whole = new ArrayList<IndexRow>();
    var unreadable = new HashSet<SessionKey>();
    for (var row : stored)
      row.owed()
          .ifPresentOrElse(
              owed -> whole.add(new IndexRow(row.listing(), owed)),
              () -> unreadable.add(row.listing().key()));
    return new IndexBatch(whole, unreadable);
  }

  void save(Connection connection, IndexBatch batch, Duration idleTimeout) throws SQLException {
    List<Object[]> values = batch.rows().stream().map(row -> values(row, idleTimeout)).toList();
    Sql.batch(connection, SAVE, values);
  }

  private Object[] values(IndexRow row, Duration idleTimeout) {
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
      owedJson.write(row.owed()),
      row.owed().dueAt(idleTimeout)
    };
  }
}
