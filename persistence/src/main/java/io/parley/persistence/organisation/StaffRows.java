package io.parley.persistence.organisation;

import io.parley.core.access.AccessId;
import io.parley.core.access.Assignment;
import io.parley.core.access.AssignmentId;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.StaffAccess;
import io.parley.core.access.Stage;
import io.parley.core.organisation.StaffEvent;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Reads and writes platform roles, assignments and accesses.
final class StaffRows {
  /// A tenant's work may ask for one person's roles, and cannot read the table.
  private static final String ROLES = "SELECT role FROM parley_platform_roles(?) AS given (role)";

  private static final String PERSON = "SELECT id FROM person WHERE id = ?";

  private static final String GIVE_ROLE =
      "INSERT INTO platform_role (person, role) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private static final String TAKE_ROLE = "DELETE FROM platform_role WHERE person = ? AND role = ?";

  private static final String ASSIGNMENTS =
      """
      SELECT id, staff, role, by, since, until_at FROM assignment
      WHERE tenant = ? AND (until_at IS NULL OR until_at > ?) ORDER BY since, id\
      """;

  private static final String ACCESSES =
      """
      SELECT id, staff, reason, since, until_at FROM staff_access
      WHERE tenant = ? AND until_at > ? ORDER BY since, id\
      """;

  private static final String ASSIGN =
      """
      INSERT INTO assignment (tenant, id, staff, role, by, since, until_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String END_ASSIGNMENT = "DELETE FROM assignment WHERE tenant = ? AND id = ?";

  private static final String OPEN =
      """
      INSERT INTO staff_access (tenant, id, staff, reason, since, until_at)
      VALUES (?, ?, ?, ?, ?, ?)\
      """;

  private static final String CLOSE = "DELETE FROM staff_access WHERE tenant = ? AND id = ?";

  private static final List<String> FORGET =
      List.of(
          "DELETE FROM assignment WHERE tenant = ? AND until_at <= ?",
          "DELETE FROM staff_access WHERE tenant = ? AND until_at <= ?");

  private StaffRows() {}

  static Set<PlatformRole> roles(Connection connection, PersonId person) throws SQLException {
    var roles = new HashSet<PlatformRole>();
    Sql.query(connection, ROLES, row -> PlatformRole.of(row.getString(1)), person.value())
        .forEach(found -> found.ifPresent(roles::add));
    return roles;
  }

  /// In a transaction across tenants.
  static boolean isPerson(Connection connection, PersonId person) throws SQLException {
    return Sql.first(connection, PERSON, row -> true, person.value()).isPresent();
  }

  /// @return whether that changed anything
  static boolean setRole(Connection connection, PersonId person, PlatformRole role, boolean has)
      throws SQLException {
    return Sql.update(connection, has ? GIVE_ROLE : TAKE_ROLE, person.value(), role.word()) > 0;
  }

  /// Those that have not ended by themselves.
  static List<Assignment> assignments(Connection connection, OrganisationId id, Instant at)
      throws SQLException {
    return Sql.query(connection, ASSIGNMENTS, StaffRows::assignment, id.tenant().value(), at)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /// Empty for a role that this release does not know.
  private static Optional<Assignment> assignment(ResultSet row) throws SQLException {
    var role = PlatformRole.of(row.getString("role"));
    if (role.isEmpty()) return Optional.empty();
    return Optional.of(
        new Assignment(
            new AssignmentId(row.getObject("id", UUID.class)),
            new PersonId(row.getObject("staff", UUID.class)),
            role.get(),
            Stage.ledBy(role.get()),
            Optional.ofNullable(row.getObject("by", UUID.class)).map(PersonId::new),
            Sql.instant(row, "since"),
            Sql.instantIfAny(row, "until_at")));
  }

  /// Those that are open, or begin later.
  static List<StaffAccess> accesses(Connection connection, OrganisationId id, Instant at)
      throws SQLException {
    return Sql.query(
        connection,
        ACCESSES,
        row ->
            new StaffAccess(
                new AccessId(row.getObject("id", UUID.class)),
                new PersonId(row.getObject("staff", UUID.class)),
                row.getString("reason"),
                Sql.instant(row, "since"),
                Sql.instant(row, "until_at")),
        id.tenant().value(),
        at);
  }

  /// Writes an event, and removes what ended by itself.
  static void write(Connection connection, OrganisationId id, StaffEvent event, Instant at)
      throws SQLException {
    var tenant = id.tenant().value();
    for (var sql : FORGET) Sql.update(connection, sql, tenant, at);
    switch (event) {
      case StaffEvent.Assigned(var assignment) -> assign(connection, tenant, assignment);
      case StaffEvent.HandedOver(var from, _, var to, _) -> {
        Sql.update(connection, END_ASSIGNMENT, tenant, from.value());
        assign(connection, tenant, to);
      }
      case StaffEvent.AssignmentEnded(var assignment) ->
          Sql.update(connection, END_ASSIGNMENT, tenant, assignment.id().value());
      case StaffEvent.AccessOpened(var access) ->
          Sql.update(
              connection,
              OPEN,
              tenant,
              access.id().value(),
              access.staff().value(),
              Text.storable(access.reason()),
              access.since(),
              access.until());
      case StaffEvent.AccessEnded(var access, _) ->
          Sql.update(connection, CLOSE, tenant, access.value());
    }
  }

  private static void assign(Connection connection, String tenant, Assignment assignment)
      throws SQLException {
    Sql.update(
        connection,
        ASSIGN,
        tenant,
        assignment.id().value(),
        assignment.staff().value(),
        assignment.role().word(),
        assignment.by().map(PersonId::value),
        assignment.since(),
        assignment.until());
  }
}
