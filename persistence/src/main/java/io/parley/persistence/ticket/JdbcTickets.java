package io.parley.persistence.ticket;

import io.parley.core.support.Requester;
import io.parley.core.support.Ticket;
import io.parley.core.support.Ticket.Priority;
import io.parley.core.support.Ticket.Status;
import io.parley.core.support.TicketDraft;
import io.parley.core.support.Tickets;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The ticket system that comes with Parley. Numbers are `T-1001`, `T-1002` …, in order of opening,
/// with gaps.
public final class JdbcTickets implements Tickets {
  private static final String FIRST_NOTE = "Received. A colleague will look into it.";

  private static final String COLUMNS =
      "number, customer, subject, status, priority, created_at, updated_at, note";

  private static final String BY_KEY =
      "SELECT " + COLUMNS + " FROM ticket WHERE tenant = ? AND idempotency_key = ?";

  /// A customer's tickets are found by the customer's id, or by the session that opened them.
  private static final String OWN =
      "SELECT "
          + COLUMNS
          + " FROM ticket WHERE tenant = ? AND number = ? AND (customer = ? OR session = ?)";

  private static final String OPEN =
      """
      INSERT INTO ticket (tenant, number, customer, session, subject, description, status, priority,
        note, created_at, updated_at, idempotency_key)
      VALUES (?, 'T-' || nextval('ticket_number'), ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?)
      ON CONFLICT ON CONSTRAINT ticket_opened_once DO NOTHING
      RETURNING number, customer, subject, status, priority, created_at, updated_at, note\
      """;

  private static final String ADD =
      """
      INSERT INTO ticket (tenant, number, customer, subject, description, status, priority, note,
        created_at, updated_at)
      VALUES (?, ?, ?, ?, '', ?, ?, ?, ?, ?)\
      """;

  /// The sequence continues after the numbers of imported tickets.
  private static final String SKIP =
      """
      SELECT setval('ticket_number', greatest(
        (SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM ticket_number),
        (SELECT max(substring(number FROM '^T-([0-9]{1,15})$')::bigint) + 1 FROM ticket)), false)\
      """;

  private final Database database;
  private final InstantSource clock;

  public JdbcTickets(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Ticket> open(
      Requester requester, TicketDraft draft, String idempotencyKey) {
    return database.as(
        requester.session().tenant(),
        connection -> {
          var known = byKey(connection, requester, idempotencyKey);
          if (known.isPresent()) return known.get();
          var opened = open(connection, requester, draft, idempotencyKey, clock.instant());
          if (opened.isPresent()) return opened.get();
          // another attempt was faster; it has committed, because the insert waited for it
          return byKey(connection, requester, idempotencyKey)
              .orElseThrow(
                  () -> new IllegalStateException("the ticket was neither inserted nor found"));
        });
  }

  private static Optional<Ticket> byKey(Connection connection, Requester requester, String key)
      throws SQLException {
    var tenant = requester.session().tenant().value();
    return Sql.first(connection, BY_KEY, JdbcTickets::read, tenant, key);
  }

  private static Optional<Ticket> open(
      Connection connection, Requester requester, TicketDraft draft, String key, Instant now)
      throws SQLException {
    return Sql.first(
        connection,
        OPEN,
        JdbcTickets::read,
        requester.session().tenant().value(),
        requester.customer().map(Text::storable),
        requester.session().session().value(),
        Text.storable(draft.subject()),
        Text.storable(draft.description()),
        text(draft.priority()),
        FIRST_NOTE,
        now,
        now,
        key);
  }

  @Override
  public CompletionStage<Optional<Ticket>> find(Requester requester, String number) {
    return database.as(
        requester.session().tenant(),
        connection ->
            Sql.first(
                connection,
                OWN,
                JdbcTickets::read,
                requester.session().tenant().value(),
                Text.storable(number),
                requester.customer().map(Text::storable),
                requester.session().session().value()));
  }

  /// Adds tickets that exist already, under their own numbers, within the caller's transaction.
  public static void add(Connection connection, TenantId tenant, List<Ticket> tickets)
      throws SQLException {
    Sql.batch(
        connection,
        ADD,
        tickets.stream()
            .map(
                ticket ->
                    new Object[] {
                      tenant.value(),
                      ticket.number(),
                      ticket.customer(),
                      ticket.subject(),
                      text(ticket.status()),
                      text(ticket.priority()),
                      ticket.note(),
                      ticket.createdAt(),
                      ticket.updatedAt()
                    })
            .toList());
    Sql.query(connection, SKIP, row -> row.getLong(1));
  }

  private static Ticket read(ResultSet row) throws SQLException {
    return new Ticket(
        row.getString("number"),
        Sql.text(row, "customer"),
        row.getString("subject"),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        Priority.valueOf(row.getString("priority").toUpperCase(Locale.ROOT)),
        Sql.instant(row, "created_at"),
        Sql.instant(row, "updated_at"),
        row.getString("note"));
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
