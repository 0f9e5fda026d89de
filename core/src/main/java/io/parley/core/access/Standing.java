package io.parley.core.access;

import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All that decides what a person may do in one organisation.
///
/// @param membership empty if the person is no member
/// @param customRoles of the organisation
/// @param platformRoles that the person has; an assignment in another role grants nothing
/// @param assignments of the person to this organisation; past ones count for nothing
/// @param accesses of the person to this organisation; past ones count for nothing
public record Standing(
    PersonId person,
    OrganisationId organisation,
    Service service,
    Optional<Membership> membership,
    List<CustomRole> customRoles,
    Set<PlatformRole> platformRoles,
    List<Assignment> assignments,
    List<StaffAccess> accesses) {
  public Standing {
    customRoles = List.copyOf(customRoles);
    platformRoles = Set.copyOf(platformRoles);
    assignments = List.copyOf(assignments);
    accesses = List.copyOf(accesses);
  }

  /// The person as the sender of a request to this organisation, at an instant. Empty if the person
  /// may do nothing in it: then it must look as if there were no such organisation.
  public Optional<Principal> principal(Instant at) {
    var permissions = EnumSet.noneOf(Permission.class);
    permissions.addAll(asMember());
    permissions.addAll(asStaff(at));
    if (permissions.isEmpty()) return Optional.empty();
    return Optional.of(Principal.account(organisation.tenant(), person, permissions));
  }

  /// The person as the sender of a request that concerns the platform and no organisation's data.
  /// Empty if the person is not of its staff. Staff whose roles count only where it is assigned has
  /// no permission on the platform, and signs in to it all the same: it acts on organisations from
  /// there.
  public static Optional<Principal> onPlatform(PersonId person, Set<PlatformRole> roles) {
    if (roles.isEmpty()) return Optional.empty();
    var permissions = EnumSet.noneOf(Permission.class);
    roles.forEach(role -> permissions.addAll(role.onPlatform()));
    return Optional.of(Principal.account(TenantId.PLATFORM, person, permissions));
  }

  private Set<Permission> asMember() {
    var all = EnumSet.noneOf(Permission.class);
    membership.ifPresent(member -> all.addAll(member.roles().permissions(customRoles)));
    switch (service) {
      case OPEN -> {}
      case RESTRICTED -> all.removeIf(permission -> !permission.lastsWhileRestricted());
      case UNCLAIMED, CLOSED -> all.clear();
    }
    return all;
  }

  /// Operators suspend and assign in every organisation; all else needs an assignment.
  private Set<Permission> asStaff(Instant at) {
    var all = EnumSet.noneOf(Permission.class);
    if (service == Service.CLOSED) return all;
    platformRoles.forEach(role -> all.addAll(role.onPlatform()));
    all.removeIf(permission -> !permission.reachesEveryOrganisation());
    boolean isOpen = accesses.stream().anyMatch(access -> access.isOpen(at));
    for (var assignment : assignments) {
      if (!assignment.isActive(at) || !platformRoles.contains(assignment.role())) continue;
      all.addAll(assignment.role().whereAssigned());
      if (isOpen && service != Service.UNCLAIMED) all.addAll(assignment.role().withAccess());
    }
    return all;
  }
}
