package io.parley.core.organisation;

import static io.parley.core.organisation.OrganisationRefusal.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.CustomRole;
import io.parley.core.access.Membership;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Rules for the changes that an organisation's directory makes.
class DirectoryRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final PersonId ADA = new PersonId(new UUID(1, 1));
  private static final PersonId BEN = new PersonId(new UUID(1, 2));
  private static final RoleSet MEMBER = RoleSet.of(ClientRole.MEMBER);
  private static final RoleSet VIEWER = RoleSet.of(ClientRole.VIEWER);
  private static final RoleSet OWNER = RoleSet.of(ClientRole.OWNER);
  private static final RoleSet HEIR = new RoleSet(Set.of(), Set.of(new RoleName("heir")));
  private static final Act KEY = Act.ofProgram("0123456789abcdef", NOON);

  private final Map<PersonId, Membership> members = new HashMap<>();
  private Lifecycle state = new Lifecycle.Active();

  private OrganisationDecision decide(PeopleCommand command, Act act) {
    var shop =
        new Organisation(new OrganisationId(new UUID(7, 7)), "Shop", state, Optional.empty(), NOON);
    var heir = new CustomRole(new RoleName("heir"), Set.of(Permission.TRANSFER_OWNERSHIP));
    var people =
        new People(
            Permission.ofOrganisations(),
            members,
            List.of(heir),
            Set.of(),
            2,
            5,
            0,
            Optional.empty(),
            Set.of());
    return PeopleRules.decide(shop, people, command, act);
  }

  private void member(PersonId person, RoleSet roles) {
    members.put(person, new Membership(person, roles, NOON));
  }

  private void refused(PeopleCommand command, OrganisationRefusal reason) {
    assertThat(decide(command, KEY)).isEqualTo(OrganisationDecision.refuse(reason));
  }

  private void leavesOut(PeopleCommand command, PeopleEvent... events) {
    assertThat(decide(command, KEY)).isEqualTo(OrganisationDecision.accept(events));
  }

  private static PeopleCommand.Regroup joins(RoleSet role, PersonId... people) {
    return new PeopleCommand.Regroup(role, Set.of(people), Set.of());
  }

  private static PeopleCommand.Regroup leaves(RoleSet role, PersonId... people) {
    return new PeopleCommand.Regroup(role, Set.of(), Set.of(people));
  }

  @Test
  void a_directory_withdraws_a_member_and_no_owner_not_even_one_of_two() {
    member(ADA, MEMBER);
    assertThat(decide(new PeopleCommand.Withdraw(ADA), KEY))
        .isEqualTo(OrganisationDecision.accept(new PeopleEvent.MemberRemoved(ADA, MEMBER)));
    member(ADA, OWNER);
    refused(new PeopleCommand.Withdraw(ADA), BEYOND_OWN);
    refused(new PeopleCommand.Withdraw(BEN), UNKNOWN_MEMBER);
  }

  @Test
  void a_directory_makes_no_owner_and_changes_none() {
    member(ADA, MEMBER);
    member(BEN, OWNER);
    refused(joins(OWNER, ADA), BEYOND_OWN);
    refused(leaves(OWNER, BEN), BEYOND_OWN);
    leavesOut(joins(MEMBER, BEN), new PeopleEvent.LeftOut(BEN, MEMBER, true));
    member(BEN, OWNER.with(MEMBER).orElseThrow());
    leavesOut(leaves(MEMBER, BEN), new PeopleEvent.LeftOut(BEN, MEMBER, false));
  }

  @Test
  void a_role_with_more_than_an_admins_permissions_is_neither_given_nor_taken() {
    member(ADA, MEMBER);
    member(BEN, HEIR);
    refused(joins(HEIR, ADA), BEYOND_OWN);
    leavesOut(joins(MEMBER, BEN), new PeopleEvent.LeftOut(BEN, MEMBER, true));
    refused(new PeopleCommand.Withdraw(BEN), BEYOND_OWN);
  }

  @Test
  void those_who_cannot_be_changed_do_not_keep_the_others_of_a_group_from_their_change() {
    member(ADA, VIEWER);
    var both = VIEWER.with(MEMBER).orElseThrow();
    var changed = new PeopleEvent.RolesChanged(ADA, VIEWER, both);
    leavesOut(joins(MEMBER, ADA, BEN), changed, new PeopleEvent.LeftOut(BEN, MEMBER, true));
    member(BEN, OWNER);
    leavesOut(joins(MEMBER, ADA, BEN), changed, new PeopleEvent.LeftOut(BEN, MEMBER, true));
    member(BEN, VIEWER);
    leavesOut(joins(MEMBER, ADA, BEN), changed, new PeopleEvent.RolesChanged(BEN, VIEWER, both));
  }

  @Test
  void an_owner_who_has_the_role_already_is_left_as_it_is_without_an_entry() {
    member(BEN, OWNER.with(MEMBER).orElseThrow());
    refused(joins(MEMBER, BEN), UNCHANGED);
  }

  @Test
  void somebody_with_as_many_roles_as_possible_is_left_out() {
    var names = IntStream.range(0, RoleSet.COUNT_MAX).mapToObj(i -> new RoleName("role-" + i));
    member(ADA, new RoleSet(Set.of(), names.collect(Collectors.toUnmodifiableSet())));
    leavesOut(joins(MEMBER, ADA), new PeopleEvent.LeftOut(ADA, MEMBER, true));
  }

  @Test
  void somebody_who_loses_the_last_role_is_a_viewer() {
    member(ADA, MEMBER);
    assertThat(decide(leaves(MEMBER, ADA), KEY))
        .isEqualTo(OrganisationDecision.accept(new PeopleEvent.RolesChanged(ADA, MEMBER, VIEWER)));
    member(ADA, VIEWER);
    refused(leaves(VIEWER, ADA), UNCHANGED);
    refused(leaves(VIEWER, BEN), UNCHANGED);
  }

  @Test
  void people_do_not_act_as_a_directory() {
    member(ADA, MEMBER);
    var act = new Act(new Actor.Person(ADA), new RemoteAddress("192.0.2.7"), NOON);
    for (var command : List.of(new PeopleCommand.Withdraw(BEN), joins(MEMBER, BEN)))
      assertThat(decide(command, act)).isEqualTo(OrganisationDecision.refuse(FORBIDDEN));
  }

  @Test
  void a_suspended_organisation_is_not_changed() {
    member(ADA, MEMBER);
    state = new Lifecycle.Suspended("does not pay for a year");
    refused(new PeopleCommand.Withdraw(ADA), WRONG_STATE);
  }

  @Test
  void a_key_of_a_directory_is_given_by_those_who_could_do_the_same_by_hand() {
    var all = ClientRole.ADMIN.permissions();
    assertThat(person(all).mayGive(Permission.PROVISION)).isTrue();
    all.remove(Permission.DISMISS_STAFF);
    assertThat(person(all).mayGive(Permission.PROVISION)).isFalse();
    assertThat(person(all).mayGive(Permission.READ)).isTrue();
    var key = Principal.program(TenantId.DEFAULT, "key", Permission.ofKeys());
    assertThat(key.may(Permission.PROVISION)).isTrue();
    assertThat(key.mayGive(Permission.PROVISION)).isFalse();
  }

  private static Principal person(Set<Permission> permissions) {
    var program = Principal.program(TenantId.DEFAULT, "key", permissions);
    return new Principal(program.tenant(), program.subject(), permissions);
  }
}
