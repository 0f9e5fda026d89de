package io.parley.persistence.organisation;

import io.parley.core.access.Membership;
import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Principal;
import io.parley.core.access.RoleName;
import io.parley.core.audit.Act;
import io.parley.core.organisation.Invitation;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.LifecycleRules;
import io.parley.core.organisation.NameCommand;
import io.parley.core.organisation.NameRules;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationCommand;
import io.parley.core.organisation.OrganisationDecision;
import io.parley.core.organisation.OwnershipCommand;
import io.parley.core.organisation.OwnershipOffer;
import io.parley.core.organisation.OwnershipRules;
import io.parley.core.organisation.People;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.organisation.PeopleRules;
import io.parley.core.organisation.StaffCommand;
import io.parley.core.organisation.StaffRules;
import io.parley.core.organisation.Staffing;
import io.parley.core.person.PersonId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Decides a command: reads what its rules need, on the connection that has the organisation's
/// lock.
final class Deciding {
  private final Connection connection;
  private final Organisation organisation;
  private final Act act;
  private final Optional<Principal> actor;

  private Deciding(
      Connection connection, Organisation organisation, Act act, Optional<Principal> actor) {
    this.connection = connection;
    this.organisation = organisation;
    this.act = act;
    this.actor = actor;
  }

  static OrganisationDecision decide(
      Connection connection, Organisation organisation, OrganisationCommand command, Act act)
      throws SQLException {
    var person = act.person();
    var actor =
        person.isPresent()
            ? StandingRows.principal(connection, person.get(), organisation, act.at())
            : Optional.<Principal>empty();
    var refusal = OrganisationCommand.gate(command, act, actor);
    if (refusal.isPresent()) return OrganisationDecision.refuse(refusal.get());
    return new Deciding(connection, organisation, act, actor).decide(command);
  }

  private OrganisationDecision decide(OrganisationCommand command) throws SQLException {
    return switch (command) {
      case LifecycleCommand lifecycle -> LifecycleRules.decide(organisation, lifecycle, act);
      case NameCommand name ->
          NameRules.decide(organisation, NameRows.names(connection, organisation.id()), name, act);
      case PeopleCommand people -> PeopleRules.decide(organisation, people(people), people, act);
      case OwnershipCommand ownership ->
          OwnershipRules.decide(organisation, people(ownership), ownership, act);
      case StaffCommand staff -> StaffRules.decide(organisation, staffing(staff), staff, act);
    };
  }

  private People people(PeopleCommand command) throws SQLException {
    var invitation = invitation(command);
    var inUse =
        command instanceof PeopleCommand.DropRole
            ? RoleRows.inUse(connection, organisation.id(), act.at())
            : Set.<RoleName>of();
    var counts = PeopleRows.counts(connection, organisation.id(), act.at());
    return new People(
        own(),
        members(concerned(command)),
        RoleRows.all(connection, organisation.id()),
        inUse,
        counts.owners(),
        counts.members(),
        counts.invitations(),
        invitation,
        inviter(command, invitation),
        PeopleRows.seats(connection, organisation.id()));
  }

  private People people(OwnershipCommand command) throws SQLException {
    var counts = PeopleRows.counts(connection, organisation.id(), act.at());
    return new People(
        own(),
        members(concerned(command)),
        RoleRows.all(connection, organisation.id()),
        Set.of(),
        counts.owners(),
        counts.members(),
        counts.invitations(),
        Optional.empty(),
        Set.of());
  }

  private Set<Permission> own() {
    if (act.person().isEmpty()) return Permission.ofOrganisations();
    return actor.map(Principal::permissions).orElseGet(Set::of);
  }

  private static Stream<PersonId> none() {
    return Stream.empty();
  }

  private Stream<PersonId> concerned(PeopleCommand command) {
    return switch (command) {
      case PeopleCommand.Admit(var person, _, _) -> Stream.of(person);
      case PeopleCommand.Withdraw(var person) -> Stream.of(person);
      case PeopleCommand.Regroup(_, var in, var out) -> Stream.concat(in.stream(), out.stream());
      case PeopleCommand.ChangeRoles(var person, _) -> Stream.of(person);
      case PeopleCommand.Remove(var person) -> Stream.of(person);
      case PeopleCommand.AcceptInvitation _, PeopleCommand.Leave _ -> act.person().stream();
      case PeopleCommand.Invite _,
          PeopleCommand.RevokeInvitation _,
          PeopleCommand.PutRole _,
          PeopleCommand.DropRole _ ->
          none();
    };
  }

  private Stream<PersonId> concerned(OwnershipCommand command) {
    return switch (command) {
      case OwnershipCommand.Offer(var to) -> Stream.concat(Stream.of(to), act.person().stream());
      case OwnershipCommand.Accept() ->
          Stream.concat(
              organisation.offer().map(OwnershipOffer::from).stream(), act.person().stream());
      case OwnershipCommand.Decline() -> act.person().stream();
      case OwnershipCommand.Withdraw() -> none();
    };
  }

  private Map<PersonId, Membership> members(Stream<PersonId> people) throws SQLException {
    var found = new HashMap<PersonId, Membership>();
    for (var person : people.distinct().toList())
      PeopleRows.member(connection, organisation.id(), person)
          .ifPresent(member -> found.put(person, member));
    return found;
  }

  private Optional<Invitation> invitation(PeopleCommand command) throws SQLException {
    return switch (command) {
      case PeopleCommand.RevokeInvitation(var id) ->
          PeopleRows.invitation(connection, organisation.id(), id);
      case PeopleCommand.AcceptInvitation(var token, _) ->
          PeopleRows.invitation(connection, organisation.id(), token);
      case PeopleCommand.Invite _,
          PeopleCommand.Admit _,
          PeopleCommand.Withdraw _,
          PeopleCommand.Regroup _,
          PeopleCommand.ChangeRoles _,
          PeopleCommand.Remove _,
          PeopleCommand.Leave _,
          PeopleCommand.PutRole _,
          PeopleCommand.DropRole _ ->
          Optional.empty();
    };
  }

  /// The permissions that the inviter may give now, and not when it invited.
  private Set<Permission> inviter(PeopleCommand command, Optional<Invitation> invitation)
      throws SQLException {
    boolean matters = command instanceof PeopleCommand.AcceptInvitation && invitation.isPresent();
    if (!matters) return Set.of();
    var by = invitation.get().by();
    if (by.isEmpty()) return Permission.ofOrganisations();
    return StandingRows.principal(connection, by.get(), organisation, act.at())
        .filter(inviter -> inviter.may(Permission.MANAGE_PEOPLE))
        .map(Principal::permissions)
        .orElseGet(Set::of);
  }

  private Staffing staffing(StaffCommand command) throws SQLException {
    var id = organisation.id();
    return new Staffing(
        actor,
        roles(command),
        StaffRows.assignments(connection, id, act.at()),
        StaffRows.accesses(connection, id, act.at()));
  }

  private Set<PlatformRole> roles(StaffCommand command) throws SQLException {
    return switch (command) {
      case StaffCommand.Assign assign -> StaffRows.roles(connection, assign.staff());
      case StaffCommand.HandOver over -> StaffRows.roles(connection, over.colleague());
      case StaffCommand.InviteSpecialist invite -> StaffRows.roles(connection, invite.staff());
      case StaffCommand.EndAssignment _, StaffCommand.Enter _, StaffCommand.EndAccess _ -> Set.of();
    };
  }
}
