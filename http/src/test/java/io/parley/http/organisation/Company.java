package io.parley.http.organisation;

import io.parley.core.access.Assignment;
import io.parley.core.access.ClientRole;
import io.parley.core.access.CustomRole;
import io.parley.core.access.Membership;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.access.StaffAccess;
import io.parley.core.organisation.DomainHold;
import io.parley.core.organisation.Invitation;
import io.parley.core.organisation.NameEvent;
import io.parley.core.organisation.Names;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationEvent;
import io.parley.core.organisation.OrganisationLifecycleEvent;
import io.parley.core.organisation.OwnershipEvent;
import io.parley.core.organisation.PeopleEvent;
import io.parley.core.organisation.SlugHold;
import io.parley.core.organisation.StaffEvent;
import io.parley.core.person.PersonId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One organisation in memory, changed by events as the tables are.
final class Company {
  Organisation organisation;
  final Map<PersonId, Membership> members = new TreeMap<>(RememberedOrganisations.BY_ID);
  final Map<RoleName, CustomRole> roles = new TreeMap<>();
  final List<Invitation> invitations = new ArrayList<>();
  final List<SlugHold> slugs = new ArrayList<>();
  final List<DomainHold> domains = new ArrayList<>();
  final List<Assignment> assignments = new ArrayList<>();
  final List<StaffAccess> accesses = new ArrayList<>();

  Company(Organisation organisation) {
    this.organisation = organisation;
  }

  Names names() {
    return new Names(slugs, domains);
  }

  void join(PersonId person, RoleSet roles, Instant at) {
    members.put(person, new Membership(person, roles, at));
  }

  int owners() {
    return (int) members.values().stream().filter(member -> member.roles().isOwner()).count();
  }

  Set<RoleName> inUse() {
    var used = new HashSet<RoleName>();
    members.values().forEach(member -> used.addAll(member.roles().custom()));
    invitations.forEach(invitation -> used.addAll(invitation.roles().custom()));
    return used;
  }

  void apply(OrganisationEvent event, Instant at) {
    switch (event) {
      case OrganisationLifecycleEvent lifecycle -> {
        if (lifecycle instanceof OrganisationLifecycleEvent.Made(_, var slug))
          slugs.add(new SlugHold(slug, at, Optional.empty()));
        organisation = lifecycle.applyTo(organisation);
      }
      case NameEvent name -> apply(name, at);
      case PeopleEvent people -> apply(people, at);
      case OwnershipEvent ownership -> apply(ownership);
      case StaffEvent staff -> apply(staff);
    }
  }

  private void apply(NameEvent event, Instant at) {
    switch (event) {
      case NameEvent.SlugTaken(var slug) -> {
        slugs.removeIf(hold -> hold.slug().equals(slug));
        slugs.add(new SlugHold(slug, at, Optional.empty()));
      }
      case NameEvent.SlugReleased(var slug) ->
          slugs.replaceAll(
              hold ->
                  hold.slug().equals(slug)
                      ? new SlugHold(slug, hold.since(), Optional.of(at))
                      : hold);
      case NameEvent.DomainClaimed(var challenge) ->
          domains.add(new DomainHold(challenge, Optional.empty()));
      case NameEvent.DomainVerified(var domain) ->
          domains.replaceAll(
              hold ->
                  hold.domain().equals(domain)
                      ? new DomainHold(hold.challenge(), Optional.of(at))
                      : hold);
      case NameEvent.DomainRemoved(var domain, _) ->
          domains.removeIf(hold -> hold.domain().equals(domain));
    }
  }

  private void apply(PeopleEvent event, Instant at) {
    switch (event) {
      case PeopleEvent.OwnerJoined(var person, _) -> join(person, RoleSet.of(ClientRole.OWNER), at);
      case PeopleEvent.Invited(var invitation) -> invitations.add(invitation);
      case PeopleEvent.InvitationRevoked(var id) ->
          invitations.removeIf(found -> found.id().equals(id));
      case PeopleEvent.Joined(var id, var person, var roles) -> {
        invitations.removeIf(found -> found.id().equals(id));
        join(person, roles, at);
      }
      case PeopleEvent.Admitted(var person, var roles, _) -> join(person, roles, at);
      case PeopleEvent.RolesChanged(var person, _, var to) -> change(person, to);
      case PeopleEvent.LeftOut _ -> {
        // for the audit trail alone
      }
      case PeopleEvent.MemberRemoved(var person, _) -> members.remove(person);
      case PeopleEvent.MemberLeft(var person, _) -> members.remove(person);
      case PeopleEvent.RolePut(_, var to) -> roles.put(to.name(), to);
      case PeopleEvent.RoleDropped(var role) -> roles.remove(role.name());
    }
  }

  private void change(PersonId person, RoleSet to) {
    members.computeIfPresent(person, (_, member) -> new Membership(person, to, member.since()));
  }

  private void apply(OwnershipEvent event) {
    switch (event) {
      case OwnershipEvent.Offered(var offer) ->
          organisation = organisation.offering(Optional.of(offer));
      case OwnershipEvent.Withdrawn _, OwnershipEvent.Declined _ ->
          organisation = organisation.offering(Optional.empty());
      case OwnershipEvent.Transferred(var from, var fromRoles, var to, var toRoles) -> {
        organisation = organisation.offering(Optional.empty());
        change(from, fromRoles);
        change(to, toRoles);
      }
    }
  }

  private void apply(StaffEvent event) {
    switch (event) {
      case StaffEvent.Assigned(var assignment) -> assignments.add(assignment);
      case StaffEvent.HandedOver(var from, _, var to, _) -> {
        assignments.removeIf(found -> found.id().equals(from));
        assignments.add(to);
      }
      case StaffEvent.AssignmentEnded(var ended) ->
          assignments.removeIf(found -> found.id().equals(ended.id()));
      case StaffEvent.AccessOpened(var access) -> accesses.add(access);
      case StaffEvent.AccessEnded(var id, _) -> accesses.removeIf(found -> found.id().equals(id));
    }
  }
}
