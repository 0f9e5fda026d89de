package io.parley.persistence.place;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.database.Sql;
import io.parley.persistence.schema.Maintenance;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// Gives an organisation a database beside the main one: once, before it has sessions, and while it
/// is suspended. Nodes learn of it before they learn that it is served again.
public final class Placement {
  static final String STATE = "SELECT state FROM organisation WHERE tenant = ? FOR UPDATE";

  static final String PLACE = "SELECT database FROM organisation_database WHERE tenant = ?";

  /// Starts that were under way when it was suspended have ended.
  static final String JUST_SUSPENDED =
      """
      SELECT 1 FROM audit WHERE tenant = ? AND action = 'organisation-suspended'
        AND at > now() - interval '1 minute' LIMIT 1\
      """;

  /// The index names all sessions up to its position in the journal.
  private static final String NOT_INDEXED =
      """
      SELECT 1 FROM event_journal
      WHERE (xact, ordering) > (
          SELECT xact, ordering FROM projection_offset WHERE name = 'session-index')
        AND starts_with(persistence_id, ?) LIMIT 1\
      """;

  private static final List<String> TABLES =
      List.of(
          "session_index",
          "session_damage",
          "session_erasure",
          "memory",
          "tool_result",
          "ticket",
          "ticket_given_up",
          "customer_order");

  static final String ADD =
      "INSERT INTO organisation_database (tenant, database, placed_at) VALUES (?, ?, ?)";

  /// Nodes read places with the organisations that are stopped, when this number is another.
  static final String TELL = "UPDATE organisation_stop SET number = number + 1";

  /// Its tables tell that a node has been started with it.
  private static final String MIGRATED =
      "SELECT 1 WHERE to_regclass('organisation_move') IS NOT NULL";

  private Placement() {}

  /// The result. Nothing is stored but for [#PLACED].
  public enum Outcome {
    PLACED,
    /// It lives there.
    ALREADY,
    /// It lives in another one beside the main one.
    ELSEWHERE,
    /// There is no such organisation.
    UNKNOWN,
    /// It is not suspended, or was suspended less than a minute ago.
    NOT_SUSPENDED,
    /// It has sessions, or something that belongs to them.
    HAS_SESSIONS
  }

  /// Whether a node of this release has been started with this database. Blocks.
  public static boolean isPrepared(DatabaseSettings other) throws SQLException {
    try (var connection = Maintenance.connect(other)) {
      return isAny(connection, MIGRATED);
    }
  }

  /// Blocks.
  ///
  /// @param main settings of the main database
  /// @param name of the other one in the settings of all nodes
  public static Outcome place(DatabaseSettings main, OrganisationId id, String name, Act act)
      throws SQLException {
    try (var connection = Maintenance.connect(main)) {
      connection.setAutoCommit(false);
      var outcome = outcome(connection, id.tenant(), name);
      if (outcome == Outcome.PLACED) {
        Sql.update(connection, ADD, id.tenant().value(), name, act.at());
        AuditRows.add(connection, id.tenant(), act, List.of(change(name)));
        // last: the one number is of all organisations, and the trail may be waited for
        Sql.update(connection, TELL);
      }
      connection.commit();
      return outcome;
    }
  }

  private static Change change(String name) {
    return Change.made("organisation-placed", "organisation", Map.of("database", name));
  }

  private static Outcome outcome(Connection connection, TenantId tenant, String name)
      throws SQLException {
    var state = Sql.first(connection, STATE, row -> row.getString("state"), tenant.value());
    if (state.isEmpty()) return Outcome.UNKNOWN;
    var place = Sql.first(connection, PLACE, row -> row.getString("database"), tenant.value());
    if (place.isPresent()) return place.get().equals(name) ? Outcome.ALREADY : Outcome.ELSEWHERE;
    if (!state.get().equals("suspended") || isAny(connection, JUST_SUSPENDED, tenant.value()))
      return Outcome.NOT_SUSPENDED;
    return hasSessions(connection, tenant) ? Outcome.HAS_SESSIONS : Outcome.PLACED;
  }

  private static boolean hasSessions(Connection connection, TenantId tenant) throws SQLException {
    for (var table : TABLES)
      if (isAny(connection, "SELECT 1 FROM " + table + " WHERE tenant = ? LIMIT 1", tenant.value()))
        return true;
    return isAny(connection, NOT_INDEXED, "Session|" + tenant + ":");
  }

  private static boolean isAny(Connection connection, String sql, Object... values)
      throws SQLException {
    return Sql.first(connection, sql, row -> row.getInt(1), values).isPresent();
  }
}
