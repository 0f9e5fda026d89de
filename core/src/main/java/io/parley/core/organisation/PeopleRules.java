package io.parley.core.organisation;

import static io.parley.core.organisation.OrganisationDecision.accept;
import static io.parley.core.organisation.OrganisationDecision.refuse;
import static io.parley.core.organisation.OrganisationRefusal.*;

import io.parley.core.access.CustomRole;
import io.parley.core.access.Membership;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Service;
import io.parley.core.audit.Act;
import io.parley.core.person.PersonId;
import java.util.Optional;

/// Rules for people and roles. Two hold throughout: nobody gives or takes roles with permissions
/// beyond the own ones, and an organisation that has an owner keeps one.
public final class PeopleRules {
  private PeopleRules() {}

  public static OrganisationDecision decide(
      Organisation organisation, People people, PeopleCommand command, Act act) {
    // a member may always leave, and a stranger learns no state by trying to; a suspended
    // organisation takes nobody in
    boolean isPossible =
        command instanceof PeopleCommand.Leave
            || organisation.lifecycle().service() == Service.OPEN;
    if (!isPossible) return refuse(WRONG_STATE);
    return switch (command) {
      case PeopleCommand.Invite invite -> invited(people, invite, act);
      case PeopleCommand.RevokeInvitation(var id) -> revoked(people, id);
      case PeopleCommand.AcceptInvitation accept -> joined(people, accept, act);
      case PeopleCommand.Admit admit -> admitted(people, admit, act);
      case PeopleCommand.Withdraw(var person) ->
          DirectoryRules.withdrawn(organisation, people, person, act);
      case PeopleCommand.Regroup regroup -> DirectoryRules.regrouped(people, regroup, act);
      case PeopleCommand.ChangeRoles(var person, var roles) -> changed(people, person, roles);
      case PeopleCommand.Remove(var person) -> removed(organisation, people, person);
      case PeopleCommand.Leave() -> left(organisation, people, act);
      case PeopleCommand.PutRole(var role) -> put(people, role);
      case PeopleCommand.DropRole(var name) -> dropped(people, name);
    };
  }

  /// Whether the actor may give these roles.
  private static Optional<OrganisationRefusal> grant(People people, RoleSet roles) {
    if (!people.knows(roles)) return Optional.of(UNKNOWN_ROLE);
    return people.isWithin(roles, people.own()) ? Optional.empty() : Optional.of(BEYOND_OWN);
  }

  private static OrganisationDecision invited(People people, PeopleCommand.Invite invite, Act act) {
    var refusal = grant(people, invite.roles());
    if (refusal.isPresent()) return refuse(refusal.get());
    if (people.invitations() >= Invitation.COUNT_MAX || !people.maySeat()) return refuse(LIMIT);
    return accept(
        new PeopleEvent.Invited(
            new Invitation(
                invite.id(),
                invite.token(),
                invite.address(),
                invite.roles(),
                act.person(),
                act.at().plus(Invitation.LASTS))));
  }

  private static OrganisationDecision revoked(People people, InvitationId id) {
    var known = people.invitation().filter(found -> found.id().equals(id));
    if (known.isEmpty()) return refuse(UNKNOWN_LINK);
    if (!people.isWithin(known.get().roles(), people.own())) return refuse(BEYOND_OWN);
    return accept(new PeopleEvent.InvitationRevoked(id));
  }

  private static OrganisationDecision joined(
      People people, PeopleCommand.AcceptInvitation command, Act act) {
    if (act.person().isEmpty()) return refuse(PEOPLE_ONLY);
    var person = act.person().get();
    var known = people.invitation().filter(found -> found.token().equals(command.token()));
    if (known.isEmpty()) return refuse(UNKNOWN_LINK);
    var invitation = known.get();
    if (invitation.isExpired(act.at())) return refuse(EXPIRED);
    if (!invitation.address().equals(command.address())) return refuse(OTHER_ADDRESS);
    if (people.member(person).isPresent()) return refuse(ALREADY_MEMBER);
    if (!people.knows(invitation.roles())) return refuse(UNKNOWN_ROLE);
    if (!people.isWithin(invitation.roles(), people.inviter())) return refuse(INVITER_GONE);
    if (!people.mayJoin()) return refuse(LIMIT);
    return accept(new PeopleEvent.Joined(invitation.id(), person, invitation.roles()));
  }

  /// A person would invite. That the roles are not beyond the ones of the provider's author was
  /// checked when the provider was stored; an owner comes by no provider.
  private static OrganisationDecision admitted(
      People people, PeopleCommand.Admit command, Act act) {
    if (act.person().isPresent()) return refuse(FORBIDDEN);
    if (command.roles().isOwner()) return refuse(BEYOND_OWN);
    if (people.member(command.person()).isPresent()) return refuse(ALREADY_MEMBER);
    if (!people.knows(command.roles())) return refuse(UNKNOWN_ROLE);
    if (!people.maySeat()) return refuse(LIMIT);
    return accept(new PeopleEvent.Admitted(command.person(), command.roles(), command.provider()));
  }

  private static OrganisationDecision changed(People people, PersonId person, RoleSet roles) {
    var member = people.member(person);
    if (member.isEmpty()) return refuse(UNKNOWN_MEMBER);
    var before = member.get().roles();
    if (before.equals(roles)) return refuse(UNCHANGED);
    var refusal = grant(people, roles);
    if (refusal.isPresent()) return refuse(refusal.get());
    if (!people.isWithin(before, people.own())) return refuse(BEYOND_OWN);
    if (!roles.isOwner() && isLastOwner(people, member.get())) return refuse(LAST_OWNER);
    return accept(new PeopleEvent.RolesChanged(person, before, roles));
  }

  private static OrganisationDecision removed(
      Organisation organisation, People people, PersonId person) {
    var member = people.member(person);
    if (member.isEmpty()) return refuse(UNKNOWN_MEMBER);
    if (!people.isWithin(member.get().roles(), people.own())) return refuse(BEYOND_OWN);
    if (isLastOwner(people, member.get())) return refuse(LAST_OWNER);
    return gone(organisation, person, new PeopleEvent.MemberRemoved(person, member.get().roles()));
  }

  private static OrganisationDecision left(Organisation organisation, People people, Act act) {
    if (act.person().isEmpty()) return refuse(PEOPLE_ONLY);
    var person = act.person().get();
    var member = people.member(person);
    if (member.isEmpty()) return refuse(NOT_FOUND);
    if (isLastOwner(people, member.get())) return refuse(LAST_OWNER);
    return gone(organisation, person, new PeopleEvent.MemberLeft(person, member.get().roles()));
  }

  /// An offer of the ownership by or to this person ends: one who is invited again, perhaps by an
  /// admin, must not find it open.
  static OrganisationDecision gone(Organisation organisation, PersonId person, PeopleEvent event) {
    return organisation
        .offer()
        .filter(offer -> offer.from().equals(person) || offer.to().equals(person))
        .map(offer -> accept(event, new OwnershipEvent.Withdrawn(offer)))
        .orElseGet(() -> accept(event));
  }

  private static boolean isLastOwner(People people, Membership member) {
    return member.roles().isOwner() && people.owners() <= 1;
  }

  private static OrganisationDecision put(People people, CustomRole role) {
    var before = people.role(role.name());
    if (before.equals(Optional.of(role))) return refuse(UNCHANGED);
    if (before.isEmpty() && people.roles().size() >= People.ROLES_MAX) return refuse(LIMIT);
    boolean isWithin =
        people.own().containsAll(role.permissions())
            && before.map(old -> people.own().containsAll(old.permissions())).orElse(true);
    if (!isWithin) return refuse(BEYOND_OWN);
    return accept(new PeopleEvent.RolePut(before, role));
  }

  private static OrganisationDecision dropped(People people, RoleName name) {
    var role = people.role(name);
    if (role.isEmpty()) return refuse(UNKNOWN_ROLE);
    if (people.inUse().contains(name)) return refuse(ROLE_IN_USE);
    if (!people.own().containsAll(role.get().permissions())) return refuse(BEYOND_OWN);
    return accept(new PeopleEvent.RoleDropped(role.get()));
  }
}
