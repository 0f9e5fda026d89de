package io.parley.core.organisation;

import static io.parley.core.organisation.OrganisationDecision.refuse;
import static io.parley.core.organisation.OrganisationRefusal.*;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Membership;
import io.parley.core.access.Permission;
import io.parley.core.access.RoleSet;
import io.parley.core.audit.Act;
import io.parley.core.person.PersonId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Rules for the changes that an organisation's directory makes. It reaches as far as an admin:
/// neither owners nor members with more than an admin's permissions are changed by it, and nobody
/// becomes one.
final class DirectoryRules {
  private static final Set<Permission> REACH = ClientRole.ADMIN.permissions();

  private DirectoryRules() {}

  static OrganisationDecision withdrawn(
      Organisation organisation, People people, PersonId person, Act act) {
    if (act.person().isPresent()) return refuse(FORBIDDEN);
    var member = people.member(person);
    if (member.isEmpty()) return refuse(UNKNOWN_MEMBER);
    var roles = member.get().roles();
    if (!people.isWithin(roles, REACH)) return refuse(BEYOND_OWN);
    return PeopleRules.gone(organisation, person, new PeopleEvent.MemberRemoved(person, roles));
  }

  /// Those whom a directory may not change, or who have left meanwhile, are left out: refused, one
  /// of them would keep all others of the group from their change.
  static OrganisationDecision regrouped(People people, PeopleCommand.Regroup command, Act act) {
    if (act.person().isPresent()) return refuse(FORBIDDEN);
    if (!people.knows(command.role())) return refuse(UNKNOWN_ROLE);
    if (!people.isWithin(command.role(), REACH)) return refuse(BEYOND_OWN);
    var role = command.role();
    var events = new ArrayList<OrganisationEvent>();
    for (var person : sorted(command.in()))
      people
          .member(person)
          .map(member -> changed(people, member, role, member.roles().with(role), true))
          .orElseGet(() -> Optional.of(new PeopleEvent.LeftOut(person, role, true)))
          .ifPresent(events::add);
    for (var person : sorted(command.out()))
      people
          .member(person)
          .flatMap(member -> changed(people, member, role, without(member.roles(), role), false))
          .ifPresent(events::add);
    return events.isEmpty() ? refuse(UNCHANGED) : new OrganisationDecision.Accepted(events);
  }

  /// In the same order at each try.
  private static List<PersonId> sorted(Set<PersonId> people) {
    return people.stream().sorted(Comparator.comparing(PersonId::toString)).toList();
  }

  /// @param roles afterwards; empty for more than a person may have
  private static Optional<OrganisationEvent> changed(
      People people, Membership member, RoleSet role, Optional<RoleSet> roles, boolean isJoining) {
    var before = member.roles();
    if (roles.equals(Optional.of(before))) return Optional.empty();
    boolean isPossible = roles.isPresent() && people.isWithin(before, REACH);
    return Optional.of(
        isPossible
            ? new PeopleEvent.RolesChanged(member.person(), before, roles.get())
            : new PeopleEvent.LeftOut(member.person(), role, isJoining));
  }

  /// A member without a role would be none.
  private static Optional<RoleSet> without(RoleSet roles, RoleSet role) {
    return Optional.of(roles.without(role).orElseGet(() -> RoleSet.of(ClientRole.VIEWER)));
  }
}
