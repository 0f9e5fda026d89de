package io.parley.core.access;

import static io.parley.core.access.Permission.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.person.PersonId;
import io.parley.core.session.Role;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final PersonId ADA = new PersonId(new UUID(1, 1));
  private static final OrganisationId SHOP = new OrganisationId(new UUID(7, 7));
  private static final CustomRole AUDITOR =
      new CustomRole(new RoleName("auditor"), Set.of(VIEW_ORGANISATION, VIEW_AUDIT));

  private static Standing member(Service service, RoleSet roles) {
    return new Standing(
        ADA,
        SHOP,
        service,
        Optional.of(new Membership(ADA, roles, NOON)),
        List.of(AUDITOR),
        Set.of(),
        List.of(),
        List.of());
  }

  private static Standing staff(
      Service service, PlatformRole has, List<Assignment> assignments, StaffAccess... accesses) {
    return new Standing(
        ADA,
        SHOP,
        service,
        Optional.empty(),
        List.of(),
        Set.of(has),
        assignments,
        List.of(accesses));
  }

  private static Assignment assigned(PlatformRole role, Optional<Instant> until) {
    return new Assignment(
        new AssignmentId(new UUID(2, 2)),
        ADA,
        role,
        Stage.ledBy(role),
        Optional.empty(),
        NOON.minusSeconds(60),
        until);
  }

  private static StaffAccess access() {
    return new StaffAccess(
        new AccessId(new UUID(3, 3)),
        ADA,
        "ticket 4711: replies are empty",
        NOON,
        NOON.plus(Duration.ofHours(1)));
  }

  private static Set<Permission> permissions(Standing standing, Instant at) {
    return standing.principal(at).map(Principal::permissions).orElseGet(Set::of);
  }

  @Test
  void a_members_permissions_are_those_of_all_its_roles() {
    var roles = new RoleSet(Set.of(ClientRole.MEMBER), Set.of(AUDITOR.name()));
    var principal = member(Service.OPEN, roles).principal(NOON).orElseThrow();
    assertThat(principal.may(TALK)).isTrue();
    assertThat(principal.may(VIEW_AUDIT)).isTrue();
    assertThat(principal.may(MANAGE_PEOPLE)).isFalse();
    assertThat(principal.tenant()).isEqualTo(SHOP.tenant());
    assertThat(principal.subject()).isEqualTo(new Subject.Account(ADA, Role.AGENT));
  }

  @Test
  void a_custom_role_that_is_gone_grants_nothing() {
    var roles = new RoleSet(Set.of(), Set.of(new RoleName("gone")));
    assertThat(member(Service.OPEN, roles).principal(NOON)).isEmpty();
  }

  @Test
  void a_person_reaches_the_sessions_of_its_organisation_alone() {
    var principal =
        member(Service.OPEN, RoleSet.of(ClientRole.VIEWER)).principal(NOON).orElseThrow();
    var session = new SessionId("s");
    assertThat(principal.reaches(new SessionKey(SHOP.tenant(), session))).isTrue();
    assertThat(principal.reaches(new SessionKey(TenantId.DEFAULT, session))).isFalse();
    assertThat(principal.isStaff()).isTrue();
    assertThat(principal.role()).isEqualTo(Role.OPERATOR);
  }

  @Test
  void people_of_a_restricted_organisation_look_leave_and_decide_about_its_end() {
    assertThat(permissions(member(Service.RESTRICTED, RoleSet.of(ClientRole.OWNER)), NOON))
        .containsExactlyInAnyOrder(
            VIEW_ORGANISATION,
            VIEW_PEOPLE,
            VIEW_USAGE,
            VIEW_AUDIT,
            DISMISS_STAFF,
            TRANSFER_OWNERSHIP,
            DELETE_ORGANISATION);
    assertThat(member(Service.CLOSED, RoleSet.of(ClientRole.OWNER)).principal(NOON)).isEmpty();
  }

  @Test
  void staff_without_an_assignment_sees_no_organisation_but_operators_may_suspend_and_assign() {
    for (var role : PlatformRole.values()) {
      var permissions = permissions(staff(Service.OPEN, role, List.of()), NOON);
      if (role == PlatformRole.OPERATOR)
        assertThat(permissions).containsExactlyInAnyOrder(SUSPEND_ORGANISATION, ASSIGN_STAFF);
      else assertThat(permissions).as(role.word()).isEmpty();
    }
  }

  @Test
  void an_assignment_gives_a_look_and_only_open_access_the_data() {
    var role = PlatformRole.SUCCESS_MANAGER;
    var assigned = List.of(assigned(role, Optional.empty()));
    assertThat(permissions(staff(Service.OPEN, role, assigned), NOON))
        .isEqualTo(role.whereAssigned());
    var inside = staff(Service.OPEN, role, assigned, access());
    assertThat(permissions(inside, NOON)).contains(READ, OVERSEE);
    assertThat(permissions(inside, NOON.plus(Duration.ofHours(1)))).doesNotContain(READ, OVERSEE);
    assertThat(permissions(staff(Service.UNCLAIMED, role, assigned, access()), NOON))
        .isEqualTo(role.whereAssigned());
  }

  @Test
  void access_without_an_assignment_opens_nothing() {
    var role = PlatformRole.SUPPORT_SPECIALIST;
    assertThat(permissions(staff(Service.OPEN, role, List.of(), access()), NOON)).isEmpty();
  }

  @Test
  void an_invited_specialists_assignment_ends_by_itself() {
    var role = PlatformRole.SUPPORT_SPECIALIST;
    var standing =
        staff(Service.OPEN, role, List.of(assigned(role, Optional.of(NOON.plusSeconds(10)))));
    assertThat(permissions(standing, NOON.plusSeconds(9))).contains(ENTER);
    assertThat(permissions(standing, NOON.plusSeconds(10))).isEmpty();
  }

  @Test
  void an_assignment_counts_only_while_the_person_has_the_platform_role() {
    var assigned = List.of(assigned(PlatformRole.SUCCESS_MANAGER, Optional.empty()));
    assertThat(permissions(staff(Service.OPEN, PlatformRole.SALES_AGENT, assigned), NOON))
        .isEmpty();
  }

  @Test
  void running_the_installation_is_a_permission_on_the_platform_and_in_no_organisation() {
    var operator = PlatformRole.OPERATOR;
    var standing =
        staff(Service.OPEN, operator, List.of(assigned(operator, Optional.empty())), access());
    assertThat(permissions(standing, NOON)).doesNotContain(OPERATE);
    var platform = Standing.onPlatform(ADA, Set.of(operator)).orElseThrow();
    assertThat(platform.may(OPERATE)).isTrue();
    assertThat(platform.tenant()).isEqualTo(TenantId.PLATFORM);
    assertThat(Standing.onPlatform(ADA, Set.of())).isEmpty();
  }

  @Test
  void staff_that_is_only_assigned_signs_in_to_the_platform_without_a_permission_there() {
    var platform = Standing.onPlatform(ADA, Set.of(PlatformRole.SUPPORT_SPECIALIST)).orElseThrow();
    assertThat(platform.tenant()).isEqualTo(TenantId.PLATFORM);
    assertThat(platform.permissions()).isEmpty();
  }

  @Test
  void custom_roles_have_at_least_one_permission_and_none_of_platform_or_customer() {
    var name = new RoleName("mine");
    for (var wrong : List.of(Set.<Permission>of(), Set.of(READ, OPERATE), Set.of(CONSENT)))
      assertThatThrownBy(() -> new CustomRole(name, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RoleName("owner")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void accesses_are_short_and_have_a_reason() {
    var id = new AccessId(new UUID(3, 3));
    var reason = "looks at failed calls";
    assertThatThrownBy(() -> new StaffAccess(id, ADA, "look", NOON, NOON.plusSeconds(1)))
        .hasMessageContaining("reason");
    var late = NOON.plus(StaffAccess.LONGEST).plusSeconds(1);
    assertThatThrownBy(() -> new StaffAccess(id, ADA, reason, NOON, late))
        .hasMessageContaining("8 hours");
  }
}
