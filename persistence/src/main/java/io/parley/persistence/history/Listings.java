package io.parley.persistence.history;

import io.parley.core.agent.AgentRef;
import io.parley.core.journal.ListingPage;
import io.parley.core.journal.ListingQuery;
import io.parley.core.journal.SessionListing;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.session.Customer;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Pages of the index, newest session first. A page begins after a session, not at a row number, so
/// that new sessions shift nothing.
final class Listings {
  static final String COLUMNS =
      "tenant, session, status, seq, agent_id, agent_version, customer_id, customer_name,"
          + " customer_verified, turns, created_at, updated_at";

  private Listings() {}

  static ListingPage page(Connection connection, ListingQuery query, Optional<Cursor> after)
      throws SQLException {
    var sql = new StringBuilder("SELECT " + COLUMNS + " FROM session_index WHERE tenant = ?");
    var values = new ArrayList<Object>(List.of(query.tenant().value()));
    query
        .status()
        .ifPresent(
            status -> {
              sql.append(" AND status = ?");
              values.add(text(status));
            });
    query
        .customer()
        .ifPresent(
            customer -> {
              sql.append(" AND customer_id = ?");
              values.add(Text.storable(customer));
            });
    // a session without a customer has no verified one either, so this column alone would not tell
    query
        .verified()
        .ifPresent(
            verified -> {
              sql.append(" AND customer_id IS NOT NULL AND customer_verified = ?");
              values.add(verified);
            });
    after.ifPresent(
        cursor -> {
          sql.append(" AND (created_at, session) < (?, ?)");
          values.add(cursor.createdAt());
          values.add(cursor.session().value());
        });
    sql.append(" ORDER BY created_at DESC, session DESC LIMIT ?");
    // one more than requested shows whether there is another page
    values.add(query.limit() + 1);
    var rows = Sql.query(connection, sql.toString(), Listings::read, values.toArray());
    if (rows.size() <= query.limit()) return new ListingPage(rows, Optional.empty());
    var shown = rows.subList(0, query.limit());
    var last = shown.getLast();
    return new ListingPage(
        shown, Optional.of(new Cursor(last.createdAt(), last.key().session()).text()));
  }

  static SessionListing read(ResultSet row) throws SQLException {
    var name = Sql.text(row, "customer_name");
    boolean verified = row.getBoolean("customer_verified");
    return new SessionListing(
        new SessionKey(
            new TenantId(row.getString("tenant")), new SessionId(row.getString("session"))),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getLong("seq"),
        new AgentRef(row.getString("agent_id"), row.getInt("agent_version")),
        Sql.text(row, "customer_id").map(id -> new Customer(id, name, verified)),
        row.getInt("turns"),
        Sql.instant(row, "created_at"),
        Sql.instant(row, "updated_at"));
  }

  static String text(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
