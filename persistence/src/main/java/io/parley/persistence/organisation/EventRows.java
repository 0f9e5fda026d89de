package io.parley.persistence.organisation;

import io.parley.core.audit.Act;
import io.parley.core.organisation.NameEvent;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationEvent;
import io.parley.core.organisation.OrganisationLifecycleEvent;
import io.parley.core.organisation.OwnershipEvent;
import io.parley.core.organisation.PeopleEvent;
import io.parley.core.organisation.StaffEvent;
import io.parley.persistence.audit.AuditRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Writes events with their audit entries.
final class EventRows {
  private EventRows() {}

  /// @param before the organisation before the first event; of a new one the new one
  static void write(
      Connection connection, Organisation before, List<OrganisationEvent> events, Act act)
      throws SQLException {
    var organisation = before;
    for (var event : events) organisation = write(connection, organisation, event, act.at());
    AuditRows.add(
        connection,
        before.id().tenant(),
        act,
        events.stream().map(OrganisationEvent::change).toList());
  }

  /// @return the organisation after the event
  private static Organisation write(
      Connection connection, Organisation before, OrganisationEvent event, Instant at)
      throws SQLException {
    return switch (event) {
      case OrganisationLifecycleEvent lifecycle -> {
        var after = lifecycle.applyTo(before);
        OrganisationRows.write(connection, after, lifecycle, at);
        yield after;
      }
      case NameEvent name -> {
        NameRows.write(connection, before.id(), name, at);
        yield before;
      }
      case PeopleEvent people -> {
        PeopleRows.write(connection, before.id(), people, at);
        yield before;
      }
      case OwnershipEvent ownership -> ownership(connection, before, ownership);
      case StaffEvent staff -> {
        StaffRows.write(connection, before.id(), staff, at);
        yield before;
      }
    };
  }

  private static Organisation ownership(
      Connection connection, Organisation before, OwnershipEvent event) throws SQLException {
    var after =
        switch (event) {
          case OwnershipEvent.Offered(var offer) -> before.offering(Optional.of(offer));
          case OwnershipEvent.Withdrawn _,
              OwnershipEvent.Declined _,
              OwnershipEvent.Transferred _ ->
              before.offering(Optional.empty());
        };
    OrganisationRows.update(connection, after);
    if (event instanceof OwnershipEvent.Transferred transferred) {
      PeopleRows.change(connection, before.id(), transferred.from(), transferred.fromRoles());
      PeopleRows.change(connection, before.id(), transferred.to(), transferred.toRoles());
    }
    return after;
  }
}
