package io.parley.persistence.organisation;

import static io.parley.core.organisation.OrganisationRefusal.*;
import static io.parley.persistence.organisation.OrganisationFixture.*;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.AccessId;
import io.parley.core.access.AssignmentId;
import io.parley.core.access.Permission;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Principal;
import io.parley.core.access.Stage;
import io.parley.core.organisation.Claim;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.SignUp;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.StaffCommand;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StaffIT {
  private static final String REASON = "ticket 4711: replies are empty";

  private final OrganisationFixture fixture = new OrganisationFixture();
  private final JdbcOrganisations organisations = fixture.organisations;
  private final JdbcOrganisationDirectory directory = fixture.directory;

  @AfterEach
  void close() {
    fixture.close();
  }

  private Set<Permission> permissions(PersonId person, OrganisationId id, Instant at) {
    return get(directory.standing(person, id, at))
        .orElseThrow()
        .principal(at)
        .map(Principal::permissions)
        .orElseGet(Set::of);
  }

  private OrganisationId signedUp(PersonId sal) {
    var id = new OrganisationId(fixture.id());
    var claim =
        new Claim(TokenHash.of("claim"), Optional.of(address("ada")), NOON.plus(Claim.OF_CLIENT));
    var lead = fixture.lead(sal, PlatformRole.SALES_AGENT);
    done(
        get(
            organisations.begin(
                new SignUp(id, "Shop", new Slug("shop"), claim, true, Optional.of(lead)),
                by(sal))));
    return id;
  }

  @Test
  void a_sales_agent_signs_a_client_up_hands_it_on_and_loses_sight_of_it() {
    var sal = fixture.staff("sal", PlatformRole.SALES_AGENT);
    var ona = fixture.staff("ona", PlatformRole.ONBOARDING_SPECIALIST);
    var id = signedUp(sal);
    assertThat(permissions(sal, id, NOON)).contains(Permission.HAND_OVER);
    assertThat(permissions(ona, id, NOON)).isEmpty();
    var first = get(directory.staff(id, NOON)).assignments().getFirst().id();
    var over =
        new StaffCommand.HandOver(
            first, new AssignmentId(fixture.id()), ona, Stage.ONBOARDING, "They start in May.");
    fixture.refused(id, over, by(ona), NOT_FOUND);
    fixture.apply(id, over, by(sal));
    assertThat(permissions(sal, id, NOON)).isEmpty();
    assertThat(permissions(ona, id, NOON)).contains(Permission.ENTER);
    fixture.refused(id, over, by(sal), NOT_FOUND);
    var entry = fixture.audit(id).getLast();
    assertThat(entry.change().action()).isEqualTo("staff-handed-over");
    assertThat(entry.change().after()).containsEntry("stage", "onboarding");
  }

  @Test
  void people_without_the_role_sign_no_client_up() {
    var ona = fixture.staff("ona", PlatformRole.ONBOARDING_SPECIALIST);
    var claim =
        new Claim(TokenHash.of("claim"), Optional.of(address("ada")), NOON.plus(Claim.OF_CLIENT));
    var wanted =
        new SignUp(
            new OrganisationId(fixture.id()),
            "Shop",
            new Slug("shop"),
            claim,
            true,
            Optional.of(fixture.lead(ona, PlatformRole.ONBOARDING_SPECIALIST)));
    assertThat(get(organisations.begin(wanted, by(ona)))).isEqualTo(new Outcome.Refused(FORBIDDEN));
    assertThat(fixture.db.count("organisation")).isZero();
  }

  @Test
  void access_is_visible_to_the_organisation_which_may_end_it() {
    var id = fixture.owned("shop", "ada");
    var ada = get(fixture.persons.find(address("ada"))).orElseThrow().id();
    var olga = fixture.staff("olga", PlatformRole.OPERATOR);
    var mia = fixture.staff("mia", PlatformRole.SUCCESS_MANAGER);
    var access = new AccessId(fixture.id());
    var enter = new StaffCommand.Enter(access, REASON, Duration.ofHours(1));
    fixture.refused(id, enter, by(mia), NOT_FOUND);
    fixture.apply(
        id,
        new StaffCommand.Assign(
            new AssignmentId(fixture.id()), mia, PlatformRole.SUCCESS_MANAGER, Optional.empty()),
        by(olga));
    assertThat(permissions(mia, id, NOON)).doesNotContain(Permission.READ);
    fixture.apply(id, enter, by(mia));
    assertThat(permissions(mia, id, NOON)).contains(Permission.READ);
    assertThat(get(directory.staff(id, NOON)).accesses())
        .singleElement()
        .satisfies(seen -> assertThat(seen.reason()).isEqualTo(REASON));
    assertThat(fixture.audit(id).getLast().change().after()).containsEntry("reason", REASON);
    assertThat(permissions(mia, id, NOON.plus(Duration.ofHours(1))))
        .doesNotContain(Permission.READ);
    fixture.apply(id, new StaffCommand.EndAccess(access), by(ada));
    assertThat(permissions(mia, id, NOON)).doesNotContain(Permission.READ);
  }

  @Test
  void an_invited_specialist_loses_access_by_itself() {
    var id = fixture.owned("shop", "ada");
    var olga = fixture.staff("olga", PlatformRole.OPERATOR);
    var mia = fixture.staff("mia", PlatformRole.SUCCESS_MANAGER);
    var sue = fixture.staff("sue", PlatformRole.SUPPORT_SPECIALIST);
    fixture.apply(
        id,
        new StaffCommand.Assign(
            new AssignmentId(fixture.id()), mia, PlatformRole.SUCCESS_MANAGER, Optional.empty()),
        by(olga));
    var until = NOON.plus(Duration.ofDays(2));
    var invite =
        new StaffCommand.InviteSpecialist(
            new AssignmentId(fixture.id()), sue, PlatformRole.SUPPORT_SPECIALIST, until);
    fixture.apply(id, invite, by(mia));
    assertThat(permissions(sue, id, until.minusMillis(1))).contains(Permission.ENTER);
    assertThat(permissions(sue, id, until)).isEmpty();
    assertThat(get(directory.staff(id, until)).assignments()).hasSize(1);
  }

  @Test
  void a_platform_role_that_was_taken_ends_its_assignments() {
    var id = signedUp(fixture.staff("sal", PlatformRole.SALES_AGENT));
    var sal = get(fixture.persons.find(address("sal"))).orElseThrow().id();
    var olga = fixture.staff("olga", PlatformRole.OPERATOR);
    assertThat(get(organisations.setPlatformRole(olga, PlatformRole.SALES_AGENT, true, by(sal))))
        .contains(FORBIDDEN);
    assertThat(get(organisations.setPlatformRole(sal, PlatformRole.SALES_AGENT, false, by(olga))))
        .isEmpty();
    assertThat(get(directory.platformRoles(sal))).isEmpty();
    assertThat(permissions(sal, id, NOON)).isEmpty();
    assertThat(get(fixture.trail.page(TenantId.PLATFORM, 0, 10)))
        .map(entry -> entry.change().action())
        .containsExactly("platform-role-given", "platform-role-given", "platform-role-taken");
    assertThat(get(fixture.trail.verify(TenantId.PLATFORM)).damage()).isEmpty();
  }

  @Test
  void a_platform_role_is_given_to_people_with_an_account() {
    var nobody = new PersonId(fixture.id());
    for (boolean has : new boolean[] {true, false})
      assertThat(
              get(organisations.setPlatformRole(nobody, PlatformRole.OPERATOR, has, program(NOON))))
          .contains(UNKNOWN_PERSON);
    assertThat(get(fixture.trail.page(TenantId.PLATFORM, 0, 10))).isEmpty();
  }

  @Test
  void operators_suspend_what_they_are_not_assigned_to_and_see_nothing_of_it() {
    var id = fixture.owned("shop", "ada");
    var olga = fixture.staff("olga", PlatformRole.OPERATOR);
    fixture.apply(id, new LifecycleCommand.Suspend("unpaid since August"), by(olga));
    fixture.refused(id, new LifecycleCommand.Rename("Other"), by(olga), NOT_FOUND);
    assertThat(permissions(olga, id, NOON))
        .containsExactlyInAnyOrder(Permission.SUSPEND_ORGANISATION, Permission.ASSIGN_STAFF);
  }
}
