package io.parley.persistence.organisation;

import io.parley.core.access.Principal;
import io.parley.core.access.Standing;
import io.parley.core.organisation.Organisation;
import io.parley.core.person.PersonId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads all that decides what a person may do in an organisation.
final class StandingRows {
  private StandingRows() {}

  /// @param at assignments and accesses that ended before it are left out
  static Standing standing(
      Connection connection, PersonId person, Organisation organisation, Instant at)
      throws SQLException {
    var id = organisation.id();
    var platformRoles = StaffRows.roles(connection, person);
    boolean isStaff = !platformRoles.isEmpty();
    return new Standing(
        person,
        id,
        organisation.lifecycle().service(),
        PeopleRows.member(connection, id, person),
        RoleRows.all(connection, id),
        platformRoles,
        isStaff
            ? StaffRows.assignments(connection, id, at).stream()
                .filter(found -> found.staff().equals(person))
                .toList()
            : List.of(),
        isStaff
            ? StaffRows.accesses(connection, id, at).stream()
                .filter(found -> found.staff().equals(person))
                .toList()
            : List.of());
  }

  static Optional<Principal> principal(
      Connection connection, PersonId person, Organisation organisation, Instant at)
      throws SQLException {
    return standing(connection, person, organisation, at).principal(at);
  }
}
