package io.parley.core.organisation;

import static io.parley.core.organisation.OrganisationRefusal.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.CustomRole;
import io.parley.core.access.Membership;
import io.parley.core.access.Permission;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeopleRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final PersonId ADA = new PersonId(new UUID(1, 1));
  private static final PersonId BOB = new PersonId(new UUID(2, 2));
  private static final EmailAddress BOBS = new EmailAddress("bob@example.org");
  private static final TokenHash TOKEN = TokenHash.of("token");
  private static final InvitationId INVITATION = new InvitationId(new UUID(5, 5));
  private static final RoleSet OWNER = RoleSet.of(ClientRole.OWNER);
  private static final RoleSet ADMIN = RoleSet.of(ClientRole.ADMIN);
  private static final RoleSet VIEWER = RoleSet.of(ClientRole.VIEWER);
  private static final CustomRole CLOSER =
      new CustomRole(new RoleName("closer"), Set.of(Permission.DELETE_ORGANISATION));
  private static final Act ACT =
      new Act(new Actor.Person(ADA), new RemoteAddress("192.0.2.7"), NOON);

  /// The parts of an organisation that a test sets; the rest is usual.
  private Set<Permission> own = ClientRole.ADMIN.permissions();

  private final Map<PersonId, Membership> members = new HashMap<>();
  private List<CustomRole> roles = List.of(CLOSER);
  private Set<RoleName> inUse = Set.of();
  private int owners = 1;
  private int count = 2;
  private int invitations;
  private Optional<Invitation> invitation = Optional.empty();
  private Set<Permission> inviter = ClientRole.ADMIN.permissions();
  private OptionalLong seats = OptionalLong.empty();
  private Lifecycle state = new Lifecycle.Active();
  private Optional<OwnershipOffer> offer = Optional.empty();

  private OrganisationDecision decide(PeopleCommand command, Act act) {
    var organisation =
        new Organisation(new OrganisationId(new UUID(7, 7)), "Shop", state, offer, NOON);
    var people =
        new People(
            own, members, roles, inUse, owners, count, invitations, invitation, inviter, seats);
    return PeopleRules.decide(organisation, people, command, act);
  }

  private void accepted(PeopleCommand command, PeopleEvent event) {
    assertThat(decide(command, ACT)).isEqualTo(OrganisationDecision.accept(event));
  }

  private void refused(PeopleCommand command, OrganisationRefusal reason) {
    assertThat(decide(command, ACT)).isEqualTo(OrganisationDecision.refuse(reason));
  }

  private void joined(EmailAddress address, OrganisationDecision expected) {
    var act = new Act(new Actor.Person(BOB), ACT.from(), NOON);
    assertThat(decide(accept(address), act)).isEqualTo(expected);
  }

  private void member(PersonId person, RoleSet has) {
    members.put(person, new Membership(person, has, NOON));
  }

  private Invitation invitation(RoleSet to) {
    return new Invitation(
        INVITATION, TOKEN, BOBS, to, Optional.of(ADA), NOON.plus(Duration.ofDays(7)));
  }

  private static PeopleCommand invite(RoleSet to) {
    return new PeopleCommand.Invite(INVITATION, TOKEN, BOBS, to);
  }

  private static PeopleCommand accept(EmailAddress address) {
    return new PeopleCommand.AcceptInvitation(TOKEN, address);
  }

  @Test
  void an_invitation_lasts_7_days() {
    accepted(invite(VIEWER), new PeopleEvent.Invited(invitation(VIEWER)));
  }

  @ParameterizedTest
  @EnumSource(ClientRole.class)
  void a_role_is_given_by_those_who_have_all_of_its_permissions(ClientRole given) {
    for (var giver : ClientRole.values()) {
      own = giver.permissions();
      var expected =
          giver.permissions().containsAll(given.permissions())
              ? OrganisationDecision.accept(new PeopleEvent.Invited(invitation(RoleSet.of(given))))
              : OrganisationDecision.refuse(BEYOND_OWN);
      assertThat(decide(invite(RoleSet.of(given)), ACT)).as(giver + " gives").isEqualTo(expected);
    }
  }

  @Test
  void an_admin_gives_no_ownership_neither_as_such_nor_by_a_custom_role() {
    refused(invite(OWNER), BEYOND_OWN);
    refused(invite(new RoleSet(Set.of(), Set.of(CLOSER.name()))), BEYOND_OWN);
    var copy = new CustomRole(new RoleName("copy"), CLOSER.permissions());
    refused(new PeopleCommand.PutRole(copy), BEYOND_OWN);
    own = ClientRole.OWNER.permissions();
    accepted(invite(OWNER), new PeopleEvent.Invited(invitation(OWNER)));
  }

  @Test
  void an_unknown_custom_role_is_not_given() {
    refused(invite(new RoleSet(Set.of(), Set.of(new RoleName("gone")))), UNKNOWN_ROLE);
  }

  @Test
  void members_and_open_invitations_fill_the_seats() {
    seats = OptionalLong.of(4);
    count = 2;
    invitations = 1;
    accepted(invite(VIEWER), new PeopleEvent.Invited(invitation(VIEWER)));
    invitations = 2;
    refused(invite(VIEWER), LIMIT);
  }

  @Test
  void invitations_have_a_limit() {
    invitations = Invitation.COUNT_MAX;
    refused(invite(VIEWER), LIMIT);
    invitations = 0;
    count = People.COUNT_MAX;
    refused(invite(VIEWER), LIMIT);
  }

  @Test
  void an_invitation_is_accepted_by_its_address_alone_until_it_expires() {
    invitation = Optional.of(invitation(VIEWER));
    joined(BOBS, OrganisationDecision.accept(new PeopleEvent.Joined(INVITATION, BOB, VIEWER)));
    joined(new EmailAddress("eve@example.org"), OrganisationDecision.refuse(OTHER_ADDRESS));
    var late = new Act(new Actor.Person(BOB), ACT.from(), NOON.plus(Duration.ofDays(7)));
    assertThat(decide(accept(BOBS), late)).isEqualTo(OrganisationDecision.refuse(EXPIRED));
    member(BOB, VIEWER);
    joined(BOBS, OrganisationDecision.refuse(ALREADY_MEMBER));
    invitation = Optional.empty();
    joined(BOBS, OrganisationDecision.refuse(UNKNOWN_LINK));
  }

  @Test
  void an_invitation_gives_no_more_than_its_inviter_may_give_when_it_is_accepted() {
    invitation = Optional.of(invitation(ADMIN));
    inviter = ClientRole.VIEWER.permissions();
    joined(BOBS, OrganisationDecision.refuse(INVITER_GONE));
    inviter = Set.of();
    joined(BOBS, OrganisationDecision.refuse(INVITER_GONE));
  }

  @Test
  void an_invitation_to_a_role_that_is_gone_is_void() {
    invitation =
        Optional.of(invitation(new RoleSet(Set.of(ClientRole.VIEWER), Set.of(CLOSER.name()))));
    roles = List.of();
    joined(BOBS, OrganisationDecision.refuse(UNKNOWN_ROLE));
  }

  @Test
  void a_suspended_organisation_takes_nobody_in_but_lets_people_leave() {
    state = new Lifecycle.Suspended("unpaid since August");
    invitation = Optional.of(invitation(VIEWER));
    joined(BOBS, OrganisationDecision.refuse(WRONG_STATE));
    refused(invite(VIEWER), WRONG_STATE);
    member(ADA, VIEWER);
    accepted(new PeopleCommand.Leave(), new PeopleEvent.MemberLeft(ADA, VIEWER));
    members.clear();
    for (var each : List.of(state, new Lifecycle.Expired(), new Lifecycle.Deleted())) {
      state = each;
      refused(new PeopleCommand.Leave(), NOT_FOUND);
    }
  }

  @Test
  void roles_are_changed_within_the_own_permissions_before_and_after() {
    member(BOB, VIEWER);
    accepted(
        new PeopleCommand.ChangeRoles(BOB, ADMIN),
        new PeopleEvent.RolesChanged(BOB, VIEWER, ADMIN));
    refused(new PeopleCommand.ChangeRoles(BOB, OWNER), BEYOND_OWN);
    refused(new PeopleCommand.ChangeRoles(BOB, VIEWER), UNCHANGED);
    refused(new PeopleCommand.ChangeRoles(ADA, VIEWER), UNKNOWN_MEMBER);
    member(BOB, OWNER);
    owners = 2;
    refused(new PeopleCommand.ChangeRoles(BOB, VIEWER), BEYOND_OWN);
    refused(new PeopleCommand.Remove(BOB), BEYOND_OWN);
  }

  @Test
  void the_last_owner_neither_leaves_nor_is_demoted_nor_removed() {
    own = ClientRole.OWNER.permissions();
    member(ADA, OWNER);
    refused(new PeopleCommand.Leave(), LAST_OWNER);
    refused(new PeopleCommand.ChangeRoles(ADA, ADMIN), LAST_OWNER);
    refused(new PeopleCommand.Remove(ADA), LAST_OWNER);
    owners = 2;
    accepted(new PeopleCommand.Leave(), new PeopleEvent.MemberLeft(ADA, OWNER));
    accepted(new PeopleCommand.Remove(ADA), new PeopleEvent.MemberRemoved(ADA, OWNER));
    accepted(
        new PeopleCommand.ChangeRoles(ADA, ADMIN), new PeopleEvent.RolesChanged(ADA, OWNER, ADMIN));
  }

  @Test
  void an_offer_of_the_ownership_ends_when_one_of_the_two_goes() {
    var open = new OwnershipOffer(ADA, BOB, NOON.plus(OwnershipOffer.LASTS));
    offer = Optional.of(open);
    own = ClientRole.OWNER.permissions();
    owners = 2;
    member(ADA, OWNER);
    member(BOB, VIEWER);
    var withdrawn = new OwnershipEvent.Withdrawn(open);
    assertThat(decide(new PeopleCommand.Remove(BOB), ACT))
        .isEqualTo(
            OrganisationDecision.accept(new PeopleEvent.MemberRemoved(BOB, VIEWER), withdrawn));
    assertThat(decide(new PeopleCommand.Leave(), ACT))
        .isEqualTo(OrganisationDecision.accept(new PeopleEvent.MemberLeft(ADA, OWNER), withdrawn));
    var cid = new PersonId(new UUID(3, 3));
    member(cid, VIEWER);
    accepted(new PeopleCommand.Remove(cid), new PeopleEvent.MemberRemoved(cid, VIEWER));
  }

  @Test
  void the_program_neither_joins_nor_leaves() {
    var program = Act.ofProgram("timer", NOON);
    for (var command : List.of(new PeopleCommand.Leave(), accept(BOBS)))
      assertThat(decide(command, program)).isEqualTo(OrganisationDecision.refuse(PEOPLE_ONLY));
  }

  @Test
  void a_custom_role_is_written_within_the_own_permissions_before_and_after() {
    var reader = new CustomRole(new RoleName("reader"), Set.of(Permission.READ));
    accepted(new PeopleCommand.PutRole(reader), new PeopleEvent.RolePut(Optional.empty(), reader));
    var harmless = new CustomRole(CLOSER.name(), Set.of(Permission.READ));
    refused(new PeopleCommand.PutRole(harmless), BEYOND_OWN);
    refused(new PeopleCommand.PutRole(CLOSER), UNCHANGED);
    refused(new PeopleCommand.DropRole(CLOSER.name()), BEYOND_OWN);
    own = ClientRole.OWNER.permissions();
    accepted(
        new PeopleCommand.PutRole(harmless),
        new PeopleEvent.RolePut(Optional.of(CLOSER), harmless));
  }

  @Test
  void a_role_in_use_is_not_dropped() {
    own = ClientRole.OWNER.permissions();
    inUse = Set.of(CLOSER.name());
    refused(new PeopleCommand.DropRole(CLOSER.name()), ROLE_IN_USE);
    inUse = Set.of();
    accepted(new PeopleCommand.DropRole(CLOSER.name()), new PeopleEvent.RoleDropped(CLOSER));
    roles = List.of();
    refused(new PeopleCommand.DropRole(CLOSER.name()), UNKNOWN_ROLE);
  }

  @Test
  void an_invitation_is_revoked_while_it_is_open() {
    refused(new PeopleCommand.RevokeInvitation(INVITATION), UNKNOWN_LINK);
    invitation = Optional.of(invitation(VIEWER));
    accepted(
        new PeopleCommand.RevokeInvitation(INVITATION),
        new PeopleEvent.InvitationRevoked(INVITATION));
    invitation = Optional.of(invitation(OWNER));
    refused(new PeopleCommand.RevokeInvitation(INVITATION), BEYOND_OWN);
  }

  @Test
  void the_audit_trail_has_roles_and_no_address() {
    var change = new PeopleEvent.Invited(invitation(VIEWER)).change();
    assertThat(change.after()).containsEntry("roles", "viewer");
    assertThat(change.toString()).doesNotContain(BOBS.text());
  }
}
