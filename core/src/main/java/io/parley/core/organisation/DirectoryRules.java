package io.parley.core.organisation;

import static io.parley.core.organisation.Decision.refuse;
import static io.parley.core.organisation.OrganisationRefusal.*;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Membership;
import io.parley.core.access.Permission;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.audit.Act;
import io.parley.core.person.PersonId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Rules for the changes that an organisation's directory makes. It reaches as far as an admin:
/// neither owners nor members with more than an admin's permissions are changed by it, and nobody
/// becomes one.
final class DirectoryRules {
  private static final Set<Permission> REACH = ClientRole.ADMIN.permissions();

  private DirectoryRules() {}

  static Decision withdrawn(Organisation organisation, People people, PersonId person, Act act) {
    if (act.person().isPresent()) return refuse(FORBIDDEN);
    var member = people.member(person);
    if (member.isEmpty()) return refuse(UNKNOWN_MEMBER);
    var roles = member.get().roles();
    if (!people.isWithin(roles, REACH)) return refuse(BEYOND_OWN);
    return PeopleRules.gone(organisation, person, new PeopleEvent.MemberRemoved(person, roles));
  }

  static Decision regrouped(People people, PeopleCommand.Regroup command, Act act) {
    if (act.person().isPresent()) return refuse(FORBIDDEN);
    if (!people.knows(command.role())) return refuse(UNKNOWN_ROLE);
    if (!people.isWithin(command.role(), REACH)) return refuse(BEYOND_OWN);
    if (!command.in().stream().allMatch(person -> people.member(person).isPresent()))
      return refuse(UNKNOWN_MEMBER);
    var events = new ArrayList<OrganisationEvent>();
    for (var member : members(people, command.in())) {
      var roles = with(member.roles(), command.role());
      if (roles.isEmpty()) return refuse(LIMIT);
      changed(member, roles.get()).ifPresent(events::add);
    }
    for (var member : members(people, command.out()))
      changed(member, without(member.roles(), command.role())).ifPresent(events::add);
    if (events.isEmpty()) return refuse(UNCHANGED);
    boolean isWithin =
        events.stream()
            .map(PeopleEvent.RolesChanged.class::cast)
            .allMatch(event -> people.isWithin(event.from(), REACH));
    return isWithin ? new Decision.Accepted(events) : refuse(BEYOND_OWN);
  }

  /// One who has left meanwhile has no roles to lose.
  private static List<Membership> members(People people, Set<PersonId> persons) {
    return persons.stream().flatMap(person -> people.member(person).stream()).toList();
  }

  private static Optional<OrganisationEvent> changed(Membership member, RoleSet roles) {
    return member.roles().equals(roles)
        ? Optional.empty()
        : Optional.of(new PeopleEvent.RolesChanged(member.person(), member.roles(), roles));
  }

  /// Empty for more roles than a person may have.
  private static Optional<RoleSet> with(RoleSet roles, RoleSet role) {
    var builtIn = builtIn(roles);
    builtIn.addAll(role.builtIn());
    var custom = new HashSet<RoleName>(roles.custom());
    custom.addAll(role.custom());
    return builtIn.size() + custom.size() > RoleSet.COUNT_MAX
        ? Optional.empty()
        : Optional.of(new RoleSet(builtIn, custom));
  }

  /// A member without a role would be none.
  private static RoleSet without(RoleSet roles, RoleSet role) {
    var builtIn = builtIn(roles);
    builtIn.removeAll(role.builtIn());
    var custom = new HashSet<RoleName>(roles.custom());
    custom.removeAll(role.custom());
    return builtIn.isEmpty() && custom.isEmpty()
        ? RoleSet.of(ClientRole.VIEWER)
        : new RoleSet(builtIn, custom);
  }

  private static EnumSet<ClientRole> builtIn(RoleSet roles) {
    var builtIn = EnumSet.noneOf(ClientRole.class);
    builtIn.addAll(roles.builtIn());
    return builtIn;
  }
}
