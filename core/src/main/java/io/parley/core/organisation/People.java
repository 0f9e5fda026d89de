package io.parley.core.organisation;

import io.parley.core.access.CustomRole;
import io.parley.core.access.Membership;
import io.parley.core.access.Permission;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.person.PersonId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// All that the rules for people read, as it is under the organisation's lock.
///
/// @param own the actor's permissions in the organisation; the program has all
/// @param members those of the command's people that are members
/// @param roles the organisation's custom roles
/// @param inUse custom roles that members or open invitations have
/// @param owners how many members are owners
/// @param count how many members there are
/// @param invitations how many are open
/// @param invitation the one that the command names, if it is open or expired
/// @param inviter the permissions that its inviter has now; of an invitation by the program all
/// @param seats the organisation's quota of members and open invitations; empty without one
public record People(
    Set<Permission> own,
    Map<PersonId, Membership> members,
    List<CustomRole> roles,
    Set<RoleName> inUse,
    int owners,
    int count,
    int invitations,
    Optional<Invitation> invitation,
    Set<Permission> inviter,
    OptionalLong seats) {
  /// The most members of one organisation.
  public static final int COUNT_MAX = 10_000;

  /// The most custom roles of one organisation.
  public static final int ROLES_MAX = 50;

  public People {
    own = Set.copyOf(own);
    members = Map.copyOf(members);
    roles = List.copyOf(roles);
    inUse = Set.copyOf(inUse);
    inviter = Set.copyOf(inviter);
  }

  /// Without a quota of seats.
  public People(
      Set<Permission> own,
      Map<PersonId, Membership> members,
      List<CustomRole> roles,
      Set<RoleName> inUse,
      int owners,
      int count,
      int invitations,
      Optional<Invitation> invitation,
      Set<Permission> inviter) {
    this(
        own,
        members,
        roles,
        inUse,
        owners,
        count,
        invitations,
        invitation,
        inviter,
        OptionalLong.empty());
  }

  /// Whether one more person may be invited, or join without an invitation.
  boolean maySeat() {
    return count < COUNT_MAX && (long) count + invitations < seats.orElse(Long.MAX_VALUE);
  }

  /// Whether an invited person may join; the invitation counted already.
  boolean mayJoin() {
    return count < COUNT_MAX && count < seats.orElse(Long.MAX_VALUE);
  }

  Optional<Membership> member(PersonId person) {
    return Optional.ofNullable(members.get(person));
  }

  Optional<CustomRole> role(RoleName name) {
    return roles.stream().filter(role -> role.name().equals(name)).findFirst();
  }

  boolean knows(RoleSet set) {
    return set.custom().stream().allMatch(name -> role(name).isPresent());
  }

  boolean isWithin(RoleSet set, Set<Permission> limit) {
    return limit.containsAll(set.permissions(roles));
  }
}
