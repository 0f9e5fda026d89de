package io.parley.core.organisation;

import static io.parley.core.organisation.OrganisationRefusal.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.AccessId;
import io.parley.core.access.Assignment;
import io.parley.core.access.AssignmentId;
import io.parley.core.access.ClientRole;
import io.parley.core.access.Membership;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Principal;
import io.parley.core.access.RoleSet;
import io.parley.core.access.Service;
import io.parley.core.access.StaffAccess;
import io.parley.core.access.Stage;
import io.parley.core.access.Standing;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StaffRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final OrganisationId SHOP = new OrganisationId(new UUID(7, 7));
  private static final PersonId SAL = new PersonId(new UUID(1, 1));
  private static final PersonId ONA = new PersonId(new UUID(2, 2));
  private static final PersonId OWNER = new PersonId(new UUID(3, 3));
  private static final AssignmentId FIRST = new AssignmentId(new UUID(4, 4));
  private static final AssignmentId SECOND = new AssignmentId(new UUID(5, 5));
  private static final AccessId ACCESS = new AccessId(new UUID(6, 6));
  private static final String REASON = "ticket 4711: replies are empty";

  private Optional<Principal> actor = Optional.empty();
  private Set<PlatformRole> roles = Set.of();
  private List<Assignment> assignments = List.of();
  private List<StaffAccess> accesses = List.of();

  private static Act by(PersonId person) {
    return new Act(new Actor.Person(person), new RemoteAddress("192.0.2.7"), NOON);
  }

  private OrganisationDecision decide(StaffCommand command, Act act) {
    var organisation =
        new Organisation(SHOP, "Shop", new Lifecycle.Active(), Optional.empty(), NOON);
    return StaffRules.decide(
        organisation, new Staffing(actor, roles, assignments, accesses), command, act);
  }

  private static Assignment assigned(
      AssignmentId id, PersonId staff, PlatformRole role, PersonId by, Optional<Instant> until) {
    return new Assignment(id, staff, role, Stage.ledBy(role), Optional.of(by), NOON, until);
  }

  private static Assignment sales() {
    return assigned(FIRST, SAL, PlatformRole.SALES_AGENT, SAL, Optional.empty());
  }

  private static StaffAccess access(PersonId staff) {
    return new StaffAccess(ACCESS, staff, REASON, NOON, NOON.plus(Duration.ofHours(1)));
  }

  private static Optional<Principal> member(PersonId person, ClientRole role) {
    return new Standing(
            person,
            SHOP,
            Service.OPEN,
            Optional.of(new Membership(person, RoleSet.of(role), NOON)),
            List.of(),
            Set.of(),
            List.of(),
            List.of())
        .principal(NOON);
  }

  /// A sales agent that leads.
  private static Optional<Principal> lead(PersonId person) {
    return new Standing(
            person,
            SHOP,
            Service.OPEN,
            Optional.empty(),
            List.of(),
            Set.of(PlatformRole.SALES_AGENT),
            List.of(assigned(SECOND, person, PlatformRole.SALES_AGENT, person, Optional.empty())),
            List.of())
        .principal(NOON);
  }

  private static StaffCommand assign(PlatformRole role, Optional<Instant> until) {
    return new StaffCommand.Assign(SECOND, ONA, role, until);
  }

  private static StaffCommand handOver(Stage stage) {
    return new StaffCommand.HandOver(FIRST, SECOND, ONA, stage, "They start in May.");
  }

  @Test
  void only_people_with_the_platform_role_are_assigned() {
    var command = assign(PlatformRole.SUCCESS_MANAGER, Optional.empty());
    assertThat(decide(command, by(SAL))).isEqualTo(OrganisationDecision.refuse(NOT_STAFF));
    roles = Set.of(PlatformRole.SUCCESS_MANAGER);
    assertThat(decide(command, by(SAL)))
        .isEqualTo(
            OrganisationDecision.accept(
                new StaffEvent.Assigned(
                    assigned(SECOND, ONA, PlatformRole.SUCCESS_MANAGER, SAL, Optional.empty()))));
  }

  @Test
  void one_leads_at_a_time() {
    assignments = List.of(sales());
    roles = Set.of(PlatformRole.SUCCESS_MANAGER, PlatformRole.OPERATOR);
    assertThat(decide(assign(PlatformRole.SUCCESS_MANAGER, Optional.empty()), by(SAL)))
        .isEqualTo(OrganisationDecision.refuse(LEAD_EXISTS));
    assertThat(decide(assign(PlatformRole.OPERATOR, Optional.empty()), by(SAL)))
        .isInstanceOf(OrganisationDecision.Accepted.class);
  }

  @Test
  void specialists_come_for_30_days_at_most_and_others_are_not_invited() {
    roles = Set.of(PlatformRole.SUPPORT_SPECIALIST, PlatformRole.SUCCESS_MANAGER);
    var longest = NOON.plus(Duration.ofDays(30));
    var specialist = PlatformRole.SUPPORT_SPECIALIST;
    var event =
        new StaffEvent.Assigned(assigned(SECOND, ONA, specialist, SAL, Optional.of(longest)));
    assertThat(decide(new StaffCommand.InviteSpecialist(SECOND, ONA, specialist, longest), by(SAL)))
        .isEqualTo(OrganisationDecision.accept(event));
    for (var wrong : List.of(longest.plusMillis(1), NOON))
      assertThat(decide(new StaffCommand.InviteSpecialist(SECOND, ONA, specialist, wrong), by(SAL)))
          .isEqualTo(OrganisationDecision.refuse(TOO_LONG));
    assertThat(decide(assign(specialist, Optional.empty()), by(SAL)))
        .isEqualTo(OrganisationDecision.refuse(TOO_LONG));
    assertThat(
            decide(
                new StaffCommand.InviteSpecialist(
                    SECOND, ONA, PlatformRole.SUCCESS_MANAGER, longest),
                by(SAL)))
        .isEqualTo(OrganisationDecision.refuse(NOT_INVITED));
  }

  @Test
  void a_lead_hands_over_to_a_colleague_of_the_next_stage() {
    assignments = List.of(sales());
    roles = Set.of(PlatformRole.ONBOARDING_SPECIALIST);
    var to = assigned(SECOND, ONA, PlatformRole.ONBOARDING_SPECIALIST, SAL, Optional.empty());
    assertThat(decide(handOver(Stage.ONBOARDING), by(SAL)))
        .isEqualTo(
            OrganisationDecision.accept(
                new StaffEvent.HandedOver(FIRST, SAL, to, "They start in May.")));
  }

  @Test
  void a_handoff_skips_no_stage_and_is_the_leads_own() {
    assignments = List.of(sales());
    roles = Set.of(PlatformRole.SUCCESS_MANAGER);
    assertThat(decide(handOver(Stage.SUCCESS), by(SAL)))
        .isEqualTo(OrganisationDecision.refuse(NO_SUCH_STAGE));
    assertThat(decide(handOver(Stage.ONBOARDING), by(SAL)))
        .isEqualTo(OrganisationDecision.refuse(NOT_STAFF));
    assertThat(decide(handOver(Stage.ONBOARDING), by(ONA)))
        .isEqualTo(OrganisationDecision.refuse(NOT_LEADING));
  }

  @Test
  void the_former_leads_access_ends_with_the_handoff() {
    assignments =
        List.of(assigned(FIRST, SAL, PlatformRole.ONBOARDING_SPECIALIST, SAL, Optional.empty()));
    accesses = List.of(access(SAL));
    roles = Set.of(PlatformRole.SUCCESS_MANAGER);
    var decision = (OrganisationDecision.Accepted) decide(handOver(Stage.SUCCESS), by(SAL));
    assertThat(decision.events()).contains(new StaffEvent.AccessEnded(ACCESS, SAL));
  }

  @Test
  void an_assignment_is_ended_by_its_person_its_inviter_or_an_operator() {
    var specialist =
        assigned(
            FIRST, ONA, PlatformRole.SUPPORT_SPECIALIST, SAL, Optional.of(NOON.plusSeconds(60)));
    assignments = List.of(specialist);
    accesses = List.of(access(ONA));
    var command = new StaffCommand.EndAssignment(FIRST);
    var ended =
        OrganisationDecision.accept(
            new StaffEvent.AssignmentEnded(specialist), new StaffEvent.AccessEnded(ACCESS, ONA));
    assertThat(decide(command, by(ONA))).isEqualTo(ended);
    assertThat(decide(command, Act.ofProgram("timer", NOON))).isEqualTo(ended);
    assertThat(decide(command, by(SAL))).isEqualTo(OrganisationDecision.refuse(NOT_FOUND));
    actor = lead(SAL);
    assertThat(decide(command, by(SAL))).isEqualTo(ended);
    actor = Optional.empty();
    assertThat(decide(command, by(OWNER))).isEqualTo(OrganisationDecision.refuse(NOT_FOUND));
    actor = member(OWNER, ClientRole.OWNER);
    assertThat(decide(command, by(OWNER))).isEqualTo(OrganisationDecision.refuse(FORBIDDEN));
  }

  @Test
  void access_has_a_reason_and_lasts_8_hours_at_most() {
    var hour = Duration.ofHours(1);
    assertThat(decide(new StaffCommand.Enter(ACCESS, REASON, hour), by(ONA)))
        .isEqualTo(OrganisationDecision.accept(new StaffEvent.AccessOpened(access(ONA))));
    assertThat(decide(new StaffCommand.Enter(ACCESS, "look", hour), by(ONA)))
        .isEqualTo(OrganisationDecision.refuse(NO_REASON));
    for (var wrong : List.of(StaffAccess.LONGEST.plusMillis(1), Duration.ZERO))
      assertThat(decide(new StaffCommand.Enter(ACCESS, REASON, wrong), by(ONA)))
          .isEqualTo(OrganisationDecision.refuse(TOO_LONG));
    accesses = List.of(access(ONA));
    assertThat(decide(new StaffCommand.Enter(ACCESS, REASON, hour), by(ONA)))
        .isEqualTo(OrganisationDecision.refuse(UNCHANGED));
  }

  @Test
  void access_ends_with_the_last_assignment_also_with_one_that_ends_by_itself() {
    var enter = new StaffCommand.Enter(ACCESS, REASON, Duration.ofHours(2));
    var specialist = PlatformRole.SUPPORT_SPECIALIST;
    var soon = NOON.plus(Duration.ofMinutes(10));
    var later = NOON.plus(Duration.ofHours(1));
    var first = assigned(FIRST, ONA, specialist, SAL, Optional.of(soon));
    var second = assigned(SECOND, ONA, specialist, SAL, Optional.of(later));
    assignments = List.of(first, second, sales());
    assertThat(decide(enter, by(ONA)))
        .isEqualTo(
            OrganisationDecision.accept(
                new StaffEvent.AccessOpened(new StaffAccess(ACCESS, ONA, REASON, NOON, later))));
    var forGood = assigned(SECOND, ONA, PlatformRole.OPERATOR, SAL, Optional.empty());
    assignments = List.of(first, forGood);
    var wanted = NOON.plus(Duration.ofHours(2));
    assertThat(decide(enter, by(ONA)))
        .isEqualTo(
            OrganisationDecision.accept(
                new StaffEvent.AccessOpened(new StaffAccess(ACCESS, ONA, REASON, NOON, wanted))));
  }

  @Test
  void a_deleted_organisation_looks_missing_to_staff() {
    var deleted = new Organisation(SHOP, "Shop", new Lifecycle.Deleted(), Optional.empty(), NOON);
    var staffing = new Staffing(actor, roles, assignments, accesses);
    var command = new StaffCommand.EndAccess(ACCESS);
    assertThat(StaffRules.decide(deleted, staffing, command, by(ONA)))
        .isEqualTo(OrganisationDecision.refuse(NOT_FOUND));
    assertThat(StaffRules.decide(deleted, staffing, command, Act.ofProgram("timer", NOON)))
        .isEqualTo(OrganisationDecision.refuse(WRONG_STATE));
  }

  @Test
  void access_is_ended_by_the_staff_or_by_the_organisation() {
    accesses = List.of(access(ONA));
    var command = new StaffCommand.EndAccess(ACCESS);
    var ended = OrganisationDecision.accept(new StaffEvent.AccessEnded(ACCESS, ONA));
    assertThat(decide(command, by(ONA))).isEqualTo(ended);
    assertThat(decide(command, by(OWNER))).isEqualTo(OrganisationDecision.refuse(NOT_FOUND));
    actor = member(OWNER, ClientRole.VIEWER);
    assertThat(decide(command, by(OWNER))).isEqualTo(OrganisationDecision.refuse(FORBIDDEN));
    actor = member(OWNER, ClientRole.ADMIN);
    assertThat(decide(command, by(OWNER))).isEqualTo(ended);
  }

  @Test
  void the_organisation_reads_the_reason_in_its_audit_trail() {
    var change = new StaffEvent.AccessOpened(access(ONA)).change();
    assertThat(change.after()).containsEntry("reason", REASON).containsKey("until");
  }
}
