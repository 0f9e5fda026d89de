package io.parley.core.organisation;

import static io.parley.core.organisation.OrganisationRefusal.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Membership;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Rules for people whom the organisation's own provider of sign-ins names.
class AdmissionRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final PersonId ADA = new PersonId(new UUID(1, 1));
  private static final RoleSet MEMBER = RoleSet.of(ClientRole.MEMBER);
  private static final String PROVIDER = "00000000-0000-0007-0000-000000000007";
  private static final Act PROGRAM = Act.ofProgram("sign-in-provider", NOON);

  private final Map<PersonId, Membership> members = new HashMap<>();
  private int count = 2;
  private int invitations = 0;
  private OptionalLong seats = OptionalLong.empty();
  private Lifecycle state = new Lifecycle.Active();

  private OrganisationDecision decide(RoleSet roles, Act act) {
    var shop =
        new Organisation(new OrganisationId(new UUID(7, 7)), "Shop", state, Optional.empty(), NOON);
    var people =
        new People(
            Set.of(),
            members,
            List.of(),
            Set.of(),
            1,
            count,
            invitations,
            Optional.empty(),
            Set.of(),
            seats);
    return PeopleRules.decide(shop, people, new PeopleCommand.Admit(ADA, roles, PROVIDER), act);
  }

  private void refused(RoleSet roles, OrganisationRefusal reason) {
    assertThat(decide(roles, PROGRAM)).isEqualTo(OrganisationDecision.refuse(reason));
  }

  @Test
  void the_program_admits_a_person_and_the_trail_names_the_provider() {
    var event = new PeopleEvent.Admitted(ADA, MEMBER, PROVIDER);
    assertThat(decide(MEMBER, PROGRAM)).isEqualTo(OrganisationDecision.accept(event));
    assertThat(event.change().action()).isEqualTo("member-joined");
    assertThat(event.change().after())
        .containsEntry("roles", "member")
        .containsEntry("provider", PROVIDER);
  }

  @Test
  void a_person_admits_nobody_not_even_itself() {
    var act = new Act(new Actor.Person(ADA), new RemoteAddress("192.0.2.7"), NOON);
    assertThat(decide(MEMBER, act)).isEqualTo(OrganisationDecision.refuse(FORBIDDEN));
  }

  @Test
  void nobody_comes_as_an_owner_or_with_a_role_that_is_gone() {
    refused(RoleSet.of(ClientRole.OWNER), BEYOND_OWN);
    refused(new RoleSet(Set.of(), Set.of(new RoleName("closer"))), UNKNOWN_ROLE);
  }

  @Test
  void a_member_is_not_admitted_again() {
    members.put(ADA, new Membership(ADA, RoleSet.of(ClientRole.VIEWER), NOON));
    refused(MEMBER, ALREADY_MEMBER);
  }

  @Test
  void a_person_without_an_invitation_takes_a_seat_that_nobody_was_promised() {
    seats = OptionalLong.of(4);
    invitations = 1;
    assertThat(decide(MEMBER, PROGRAM)).isInstanceOf(OrganisationDecision.Accepted.class);
    invitations = 2;
    refused(MEMBER, LIMIT);
    seats = OptionalLong.of(2);
    invitations = 0;
    refused(MEMBER, LIMIT);
  }

  @Test
  void a_full_and_a_suspended_organisation_take_nobody_in() {
    count = People.COUNT_MAX;
    refused(MEMBER, LIMIT);
    count = 2;
    state = new Lifecycle.Suspended("does not pay for a year");
    refused(MEMBER, WRONG_STATE);
  }
}
