package io.parley.persistence.place;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.database.Sql;
import io.parley.persistence.erasure.MovedAway;
import io.parley.persistence.schema.Maintenance;
import io.parley.persistence.ticket.JdbcTickets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Moves the sessions of an organisation into another database, in steps that are called until the
/// last one. Each step is a transaction or can be done again: the process may end at any point, and
/// another one goes on. Blocks; for one thread.
public final class Move implements AutoCloseable {
  /// The name of the main database.
  public static final String MAIN = "main";

  /// Rounds of copying tables that have changed meanwhile, which only sweeps do.
  private static final int AGAIN_MAX = 10;

  /// Held by the connection to the main database. Of all organisations: events of two that are
  /// copied into one journal at once could appear behind a reader.
  private static final String ALONE = "SELECT pg_try_advisory_lock(7390152)";

  private static final String UNDER_WAY =
      """
      SELECT origin, target, switched_at IS NOT NULL AS switched,
        extract(epoch FROM begun_at + interval '1 minute' - now())::integer AS seconds
      FROM organisation_move WHERE tenant = ?\
      """;

  private static final String BEGIN =
      "INSERT INTO organisation_move (tenant, origin, target, begun_at) VALUES (?, ?, ?, now())";

  /// A row of the main database, if that is the target.
  private static final String BEGIN_COPY =
      """
      INSERT INTO organisation_move (tenant, origin, target, begun_at, copied)
      VALUES (?, ?, ?, now(), '{}')
      ON CONFLICT (tenant) DO UPDATE SET copied = '{}'\
      """;

  private static final String COPIED =
      "SELECT done FROM organisation_move WHERE tenant = ? AND copied IS NOT NULL";

  private static final String SWITCH =
      "UPDATE organisation_move SET switched_at = now() WHERE tenant = ?";

  private static final String END = "DELETE FROM organisation_move WHERE tenant = ?";

  private static final String LEAVE = "DELETE FROM organisation_database WHERE tenant = ?";

  private static final String READERS = "SELECT name FROM projection_offset";

  /// In front of all transactions that there will be, behind events that are moved: see
  /// [MovedTable#MOVED_XACT].
  private static final String PASS_MOVED =
      """
      INSERT INTO projection_offset AS reader (name, xact, ordering) VALUES (?, '1', 0)
      ON CONFLICT (name) DO UPDATE SET xact = '1', ordering = 0 WHERE reader.xact = '0'\
      """;

  /// The result of a step.
  public sealed interface Step {}

  /// Nodes are being told to leave the organisation's sessions alone.
  public record Told() implements Step {}

  /// Not all nodes may have been told yet.
  public record Waits(Duration left) implements Step {}

  /// @param all whether the table is copied
  public record Copied(String table, boolean all) implements Step {}

  /// The table's rows have changed since they were copied: they are copied again.
  public record Again(String table) implements Step {}

  /// All rows are the same in both databases, and the organisation lives in the new one.
  public record Switched(long rows) implements Step {}

  /// Rows were deleted where it does not live.
  public record Deleted(int rows) implements Step {}

  /// It lives where it should, and has no rows elsewhere.
  public record Done() implements Step {}

  /// The step did nothing. If nodes had been told and nothing was copied, they are told that the
  /// organisation lives where it did.
  ///
  /// @param detail what it is about: a session, a reader, a table, a database; empty if nothing
  public record Refused(Refusal why, String detail) implements Step {}

  /// Why a step did nothing.
  public enum Refusal {
    /// There is no such organisation.
    UNKNOWN,
    /// It is not suspended, or was suspended less than a minute ago.
    NOT_SUSPENDED,
    /// A session goes on, or owes something.
    ACTIVE,
    /// A reader of the journal has events of the organisation ahead of it.
    NOT_READ,
    /// The target has rows of the organisation that nobody copied.
    TARGET_HAS_ROWS,
    /// A reader in the target begins anew, and is among events that were moved there before.
    TARGET_READS,
    /// It is being moved to another database.
    OTHER_TARGET,
    /// The settings do not name the database in which it lives, or to which it is being moved.
    NO_SUCH_DATABASE,
    /// Another process moves an organisation.
    NOT_ALONE,
    /// A table was copied several times, and has other rows again.
    KEEPS_CHANGING
  }

  private record UnderWay(String origin, String target, boolean switched, int seconds) {}

  private final Map<String, DatabaseSettings> databases;
  private final TenantId tenant;
  private final String target;
  private final Act act;
  private final Connection main;
  private final MoveLooks looks;
  private final Map<String, Connection> others = new HashMap<>();
  private int again;

  private Move(
      Map<String, DatabaseSettings> databases,
      TenantId tenant,
      String target,
      Act act,
      Connection main) {
    this.databases = databases;
    this.tenant = tenant;
    this.target = target;
    this.act = act;
    this.main = main;
    this.looks = new MoveLooks(tenant);
  }

  /// @param others those beside the main one, by their names
  /// @param target [#MAIN], or one of them
  public static Move of(
      DatabaseSettings main,
      Map<String, DatabaseSettings> others,
      OrganisationId id,
      String target,
      Act act)
      throws SQLException {
    var databases = new HashMap<>(others);
    databases.put(MAIN, main);
    return new Move(databases, id.tenant(), target, act, Maintenance.connect(main));
  }

  /// Does what is next.
  ///
  /// @throws SQLException when a database does not answer as expected: a later call goes on
  public Step step() throws SQLException {
    if (!Sql.query(main, ALONE, row -> row.getBoolean(1)).getFirst())
      return new Refused(Refusal.NOT_ALONE, "");
    var found = Sql.first(main, UNDER_WAY, Move::underWay, tenant.value());
    if (found.isEmpty()) return begin();
    var move = found.get();
    for (var name : List.of(move.origin(), move.target()))
      if (!databases.containsKey(name)) return new Refused(Refusal.NO_SUCH_DATABASE, name);
    if (move.switched()) return deleted(move, move.origin());
    if (target.equals(move.origin())) return deleted(move, move.target());
    if (!target.equals(move.target())) return new Refused(Refusal.OTHER_TARGET, move.target());
    if (move.seconds() > 0) return new Waits(Duration.ofSeconds(move.seconds()));
    return copied(move);
  }

  private static UnderWay underWay(ResultSet row) throws SQLException {
    return new UnderWay(
        row.getString("origin"),
        row.getString("target"),
        row.getBoolean("switched"),
        row.getInt("seconds"));
  }

  private Step begin() throws SQLException {
    return committed(
        main,
        connection -> {
          // locked: it is not resumed before this commits
          var state =
              Sql.first(connection, Placement.STATE, row -> row.getString("state"), tenant.value());
          var origin =
              Sql.first(
                      connection, Placement.PLACE, row -> row.getString("database"), tenant.value())
                  .orElse(MAIN);
          if (state.isPresent() && origin.equals(target)) return new Done();
          for (var name : List.of(origin, target))
            if (!databases.containsKey(name)) return new Refused(Refusal.NO_SUCH_DATABASE, name);
          var from = at(origin);
          var into = at(target);
          var refusal = looks.beginning(connection, state, into).refusal();
          if (refusal.isEmpty()) refusal = looks.facts(from).refusal();
          if (refusal.isPresent()) return refusal.get();
          passMoved(from, into);
          Sql.update(connection, BEGIN, tenant.value(), origin, target);
          livesIn(connection, JdbcPlaces.MOVING);
          return new Told();
        });
  }

  /// The target's readers have passed all that is going to be moved: the origin's have.
  private void passMoved(Connection from, Connection into) throws SQLException {
    var names = new ArrayList<>(Sql.query(from, READERS, row -> row.getString("name")));
    names.addAll(Sql.query(into, READERS, row -> row.getString("name")));
    for (var name : names) Sql.update(into, PASS_MOVED, name);
    // of a move that a copy of this database may hold, which was restored
    if (!target.equals(MAIN)) Sql.update(into, END, tenant.value());
  }

  private void livesIn(Connection connection, String place) throws SQLException {
    Sql.update(connection, LEAVE, tenant.value());
    if (!place.equals(MAIN)) Sql.update(connection, Placement.ADD, tenant.value(), place, act.at());
    Sql.update(connection, Placement.TELL);
  }

  private Step copied(UnderWay move) throws SQLException {
    var from = at(move.origin());
    var into = at(move.target());
    var done = Sql.first(into, COPIED, row -> Sql.texts(row, "done"), tenant.value());
    if (done.isEmpty()) {
      var refusal = looks.facts(from).refusal();
      if (refusal.isPresent()) {
        committed(main, connection -> stays(connection, move));
        return refusal.get();
      }
      Sql.update(into, BEGIN_COPY, tenant.value(), move.origin(), move.target());
    }
    for (var table : MovedTable.ALL)
      if (!done.orElse(List.of()).contains(table.name()))
        return new Copied(
            table.name(), committed(into, connection -> table.copySome(from, connection, tenant)));
    return compared(move, from, into);
  }

  private Step compared(UnderWay move, Connection from, Connection into) throws SQLException {
    long rows = 0;
    for (var table : MovedTable.ALL) {
      var sum = table.sum(from, tenant);
      if (!sum.equals(table.sum(into, tenant))) {
        if (++again > AGAIN_MAX) return new Refused(Refusal.KEEPS_CHANGING, table.name());
        committed(into, connection -> table.clear(connection, tenant));
        return new Again(table.name());
      }
      rows += sum.rows();
    }
    JdbcTickets.skip(into);
    committed(main, connection -> switched(connection, move));
    return new Switched(rows);
  }

  private int switched(Connection connection, UnderWay move) throws SQLException {
    var change =
        Change.of(
            "organisation-moved",
            "organisation",
            Map.of("database", move.origin()),
            Map.of("database", move.target()));
    AuditRows.add(connection, tenant, act, List.of(change));
    int updated = Sql.update(connection, SWITCH, tenant.value());
    // last: the one number is of all organisations, and the trail may be waited for
    livesIn(connection, move.target());
    return updated;
  }

  /// The rows of one database; when they are gone, the move has ended.
  private Step deleted(UnderWay move, String where) throws SQLException {
    int rows =
        committed(
            at(where),
            connection -> {
              int sessions = MovedAway.deleteSome(connection, tenant);
              return sessions > 0 ? sessions : MovedTable.deleteSomeOfAll(connection, tenant);
            });
    if (rows == 0) {
      if (!move.target().equals(MAIN)) Sql.update(at(move.target()), END, tenant.value());
      committed(
          main,
          connection ->
              move.switched()
                  ? Sql.update(connection, END, tenant.value())
                  : stays(connection, move));
    }
    return new Deleted(rows);
  }

  private int stays(Connection connection, UnderWay move) throws SQLException {
    int ended = Sql.update(connection, END, tenant.value());
    livesIn(connection, move.origin());
    return ended;
  }

  /// Not the connection of the move's own row: its transactions are others.
  private Connection at(String name) throws SQLException {
    var open = others.get(name);
    if (open != null) return open;
    var connection = Maintenance.connect(databases.get(name));
    others.put(name, connection);
    // rows are compared as text
    Sql.update(connection, "SET TIME ZONE 'UTC'");
    return connection;
  }

  private static <T> T committed(Connection connection, Database.Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      var result = work.on(connection);
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  @Override
  public void close() throws SQLException {
    try (main) {
      for (var other : others.values()) other.close();
    }
  }
}
