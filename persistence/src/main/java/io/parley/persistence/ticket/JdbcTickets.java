package io.parley.persistence.ticket;

import io.parley.core.support.Requester;
import io.parley.core.support.Ticket;
import io.parley.core.support.Ticket.Priority;
import io.parley.core.support.Ticket.Status;
import io.parley.core.support.TicketDraft;
import io.parley.core.support.Tickets;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ToolFailure;
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
import java.util.concurrent.CompletableFuture;
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

  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";

  private static final String GIVEN_UP =
      "SELECT 1 FROM ticket_given_up WHERE tenant = ? AND idempotency_key = ?";

  private static final String GIVE_UP =
      """
      INSERT INTO ticket_given_up (tenant, idempotency_key, at) VALUES (?, ?, ?)
      ON CONFLICT DO NOTHING\
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
    return database
        .as(
            requester.session().tenant(),
            connection -> {
              lock(connection, requester, idempotencyKey);
              var known = byKey(connection, requester, idempotencyKey);
              if (known.isPresent() || isGivenUp(connection, requester, idempotencyKey))
                return known;
              var opened = open(connection, requester, draft, idempotencyKey, clock.instant());
              // a node of the release before does not take the lock, and may have been faster
              return opened.isPresent() ? opened : byKey(connection, requester, idempotencyKey);
            })
        .thenCompose(
            opened ->
                opened
                    .<CompletionStage<Ticket>>map(CompletableFuture::completedFuture)
                    .orElseGet(() -> CompletableFuture.failedFuture(givenUp())));
  }

  private static ToolFailure givenUp() {
    return ToolFailure.notSent("the call was given up before: no ticket is opened", null);
  }

  @Override
  public CompletionStage<Optional<Ticket>> settle(Requester requester, String idempotencyKey) {
    return database.as(
        requester.session().tenant(),
        connection -> {
          lock(connection, requester, idempotencyKey);
          var known = byKey(connection, requester, idempotencyKey);
          if (known.isEmpty())
            Sql.update(
                connection,
                GIVE_UP,
                requester.session().tenant().value(),
                idempotencyKey,
                clock.instant());
          return known;
        });
  }

  /// One at a time, until the transaction ends: so a call that is settled is not under way.
  private static void lock(Connection connection, Requester requester, String key)
      throws SQLException {
    Sql.query(
        connection, LOCK, row -> true, requester.session().tenant().value() + "/ticket/" + key);
  }

  private static boolean isGivenUp(Connection connection, Requester requester, String key)
      throws SQLException {
    var tenant = requester.session().tenant().value();
    return Sql.first(connection, GIVEN_UP, row -> true, tenant, key).isPresent();
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
    skip(connection);
  }

  /// The next ticket gets a number after all that there are, within the caller's transaction.
  public static void skip(Connection connection) throws SQLException {
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
