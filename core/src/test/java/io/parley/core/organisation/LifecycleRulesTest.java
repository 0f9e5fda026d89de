package io.parley.core.organisation;

import static io.parley.core.organisation.OrganisationRefusal.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.access.Assignment;
import io.parley.core.access.AssignmentId;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Stage;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LifecycleRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final OrganisationId SHOP = new OrganisationId(new UUID(7, 7));
  private static final PersonId ADA = new PersonId(new UUID(1, 1));
  private static final EmailAddress ADAS = new EmailAddress("ada@example.org");
  private static final TokenHash TOKEN = TokenHash.of("token");
  private static final Claim CLAIM =
      new Claim(TOKEN, Optional.of(ADAS), NOON.plus(Claim.OF_CLIENT));
  private static final String REASON = "unpaid since August";

  private static Act by(PersonId person, Instant at) {
    return new Act(new Actor.Person(person), new RemoteAddress("192.0.2.7"), at);
  }

  private static Act program(Instant at) {
    return Act.ofProgram("timer", at);
  }

  private static Organisation in(Lifecycle state) {
    return new Organisation(SHOP, "Shop", state, Optional.empty(), NOON);
  }

  private static LifecycleCommand.ClaimIt claiming(TokenHash token, EmailAddress address) {
    return new LifecycleCommand.ClaimIt(token, address);
  }

  /// The organisation after a command that must be accepted.
  private static Organisation after(Organisation before, LifecycleCommand command, Act act) {
    var organisation = before;
    var decision = LifecycleRules.decide(before, command, act);
    assertThat(decision).isInstanceOf(OrganisationDecision.Accepted.class);
    for (var event : ((OrganisationDecision.Accepted) decision).events())
      if (event instanceof OrganisationLifecycleEvent changed)
        organisation = changed.applyTo(organisation);
    return organisation;
  }

  private static void refused(
      Organisation before, LifecycleCommand command, Act act, OrganisationRefusal reason) {
    assertThat(LifecycleRules.decide(before, command, act))
        .isEqualTo(OrganisationDecision.refuse(reason));
  }

  private static SignUp signUp(boolean isAssisted, Optional<Assignment> lead) {
    return new SignUp(SHOP, "Shop", new Slug("shop"), CLAIM, isAssisted, lead);
  }

  private static Assignment lead(PersonId staff) {
    return new Assignment(
        new AssignmentId(new UUID(3, 3)),
        staff,
        PlatformRole.SALES_AGENT,
        Optional.of(Stage.SALES),
        Optional.of(staff),
        NOON,
        Optional.empty());
  }

  @Test
  void a_sign_up_of_ones_own_waits_for_its_address_to_be_verified() {
    var decision = LifecycleRules.begin(signUp(false, Optional.empty()), program(NOON), Set.of());
    assertThat(decision)
        .isEqualTo(
            OrganisationDecision.accept(
                new OrganisationLifecycleEvent.Made(
                    in(new Lifecycle.Unverified(CLAIM)), new Slug("shop"))));
  }

  @Test
  void staff_signs_a_client_up_and_is_assigned_to_it() {
    var wanted = signUp(true, Optional.of(lead(ADA)));
    var roles = Set.of(PlatformRole.SALES_AGENT);
    assertThat(LifecycleRules.begin(wanted, by(ADA, NOON), roles))
        .isEqualTo(
            OrganisationDecision.accept(
                new OrganisationLifecycleEvent.Made(
                    in(new Lifecycle.Unclaimed(CLAIM)), new Slug("shop")),
                new StaffEvent.Assigned(lead(ADA))));
  }

  @Test
  void others_sign_nobody_up() {
    var wanted = signUp(true, Optional.of(lead(ADA)));
    var forbidden = OrganisationDecision.refuse(FORBIDDEN);
    assertThat(LifecycleRules.begin(wanted, by(ADA, NOON), Set.of())).isEqualTo(forbidden);
    assertThat(LifecycleRules.begin(wanted, by(ADA, NOON), Set.of(PlatformRole.SUCCESS_MANAGER)))
        .isEqualTo(forbidden);
    var forAnother = signUp(true, Optional.of(lead(new PersonId(new UUID(9, 9)))));
    var roles = Set.of(PlatformRole.SALES_AGENT);
    assertThat(LifecycleRules.begin(forAnother, by(ADA, NOON), roles)).isEqualTo(forbidden);
    assertThat(LifecycleRules.begin(signUp(true, Optional.empty()), by(ADA, NOON), roles))
        .isEqualTo(forbidden);
  }

  @Test
  void a_reserved_slug_is_refused() {
    var wanted = new SignUp(SHOP, "Shop", new Slug("admin"), CLAIM, false, Optional.empty());
    assertThat(LifecycleRules.begin(wanted, program(NOON), Set.of()))
        .isEqualTo(OrganisationDecision.refuse(RESERVED));
  }

  @Test
  void a_claim_makes_its_person_the_owner_once() {
    for (var state :
        new Lifecycle[] {new Lifecycle.Unverified(CLAIM), new Lifecycle.Unclaimed(CLAIM)}) {
      assertThat(LifecycleRules.decide(in(state), claiming(TOKEN, ADAS), by(ADA, NOON)))
          .isEqualTo(
              OrganisationDecision.accept(
                  new OrganisationLifecycleEvent.Claimed(state, ADA),
                  new PeopleEvent.OwnerJoined(ADA, true)));
      var claimed = after(in(state), claiming(TOKEN, ADAS), by(ADA, NOON));
      assertThat(claimed.lifecycle()).isEqualTo(new Lifecycle.Active());
      refused(claimed, claiming(TOKEN, ADAS), by(ADA, NOON), UNKNOWN_LINK);
    }
  }

  @Test
  void a_claim_is_for_its_address_until_it_expires() {
    var unclaimed = in(new Lifecycle.Unclaimed(CLAIM));
    var other = new EmailAddress("eve@example.org");
    refused(unclaimed, claiming(TOKEN, other), by(ADA, NOON), OTHER_ADDRESS);
    refused(unclaimed, claiming(TokenHash.of("guess"), ADAS), by(ADA, NOON), UNKNOWN_LINK);
    var end = NOON.plus(Duration.ofDays(30));
    after(unclaimed, claiming(TOKEN, ADAS), by(ADA, end.minusMillis(1)));
    refused(unclaimed, claiming(TOKEN, ADAS), by(ADA, end), EXPIRED);
  }

  @Test
  void a_link_that_was_shown_works_for_anybody_and_proves_no_address() {
    var shown = new Claim(TOKEN, Optional.empty(), CLAIM.expiresAt());
    var state = new Lifecycle.Unclaimed(shown);
    assertThat(LifecycleRules.decide(in(state), claiming(TOKEN, ADAS), by(ADA, NOON)))
        .isEqualTo(
            OrganisationDecision.accept(
                new OrganisationLifecycleEvent.Claimed(state, ADA),
                new PeopleEvent.OwnerJoined(ADA, false)));
  }

  @Test
  void an_unclaimed_organisation_expires_after_30_days_and_may_be_offered_again() {
    var unclaimed = in(new Lifecycle.Unclaimed(CLAIM));
    var end = CLAIM.expiresAt();
    refused(unclaimed, new LifecycleCommand.Expire(), program(end.minusMillis(1)), WRONG_STATE);
    refused(unclaimed, new LifecycleCommand.Expire(), by(ADA, end), FORBIDDEN);
    var expired = after(unclaimed, new LifecycleCommand.Expire(), program(end));
    assertThat(expired.lifecycle()).isEqualTo(new Lifecycle.Expired());
    refused(expired, claiming(TOKEN, ADAS), by(ADA, end), EXPIRED);
    var fresh = new Claim(TokenHash.of("new"), Optional.of(ADAS), end.plus(Claim.OF_CLIENT));
    var again = after(expired, new LifecycleCommand.RenewClaim(fresh), program(end));
    refused(again, claiming(TOKEN, ADAS), by(ADA, end), UNKNOWN_LINK);
    after(again, claiming(fresh.token(), ADAS), by(ADA, end));
  }

  @Test
  void a_link_works_for_30_days_at_most_and_has_not_expired_when_it_is_made() {
    var expired = in(new Lifecycle.Expired());
    var longest = NOON.plus(Claim.OF_CLIENT);
    for (var wrong : new Instant[] {NOON, longest.plusMillis(1)}) {
      var claim = new Claim(TOKEN, Optional.of(ADAS), wrong);
      refused(expired, new LifecycleCommand.RenewClaim(claim), program(NOON), TOO_LONG);
      var wanted = new SignUp(SHOP, "Shop", new Slug("shop"), claim, true, Optional.empty());
      assertThat(LifecycleRules.begin(wanted, program(NOON), Set.of()))
          .isEqualTo(OrganisationDecision.refuse(TOO_LONG));
    }
    after(
        expired,
        new LifecycleCommand.RenewClaim(new Claim(TOKEN, Optional.of(ADAS), longest)),
        program(NOON));
  }

  @Test
  void a_claimed_organisation_gets_no_other_link() {
    refused(
        in(new Lifecycle.Active()),
        new LifecycleCommand.RenewClaim(CLAIM),
        program(NOON),
        WRONG_STATE);
  }

  @Test
  void a_suspension_has_a_reason_and_ends() {
    var active = in(new Lifecycle.Active());
    refused(active, new LifecycleCommand.Suspend("bad"), program(NOON), NO_REASON);
    var suspended = after(active, new LifecycleCommand.Suspend(REASON), program(NOON));
    assertThat(suspended.lifecycle()).isEqualTo(new Lifecycle.Suspended(REASON));
    refused(suspended, new LifecycleCommand.Suspend(REASON), program(NOON), UNCHANGED);
    var resumed = after(suspended, new LifecycleCommand.Resume(), program(NOON));
    assertThat(resumed).isEqualTo(active);
    refused(resumed, new LifecycleCommand.Resume(), program(NOON), UNCHANGED);
  }

  @Test
  void a_deletion_waits_30_days_and_can_be_cancelled_until_then() {
    var deleting =
        after(in(new Lifecycle.Active()), new LifecycleCommand.RequestDeletion(), by(ADA, NOON));
    var due = NOON.plus(Duration.ofDays(30));
    assertThat(deleting.lifecycle().due()).contains(due);
    var before = due.minusMillis(1);
    refused(deleting, new LifecycleCommand.Delete(), program(before), WRONG_STATE);
    refused(deleting, new LifecycleCommand.Delete(), by(ADA, due), FORBIDDEN);
    assertThat(after(deleting, new LifecycleCommand.CancelDeletion(), by(ADA, before)))
        .isEqualTo(in(new Lifecycle.Active()));
    refused(deleting, new LifecycleCommand.CancelDeletion(), by(ADA, due), WRONG_STATE);
    var deleted = after(deleting, new LifecycleCommand.Delete(), program(due));
    assertThat(deleted.lifecycle()).isEqualTo(new Lifecycle.Deleted());
    refused(deleted, new LifecycleCommand.RequestDeletion(), by(ADA, due), WRONG_STATE);
    refused(deleted, new LifecycleCommand.Rename("Other"), by(ADA, due), WRONG_STATE);
  }

  @Test
  void a_request_for_deletion_ends_no_suspension_and_the_other_way_round() {
    var suspended = in(new Lifecycle.Suspended(REASON));
    var deleting = after(suspended, new LifecycleCommand.RequestDeletion(), by(ADA, NOON));
    assertThat(after(deleting, new LifecycleCommand.CancelDeletion(), by(ADA, NOON)))
        .isEqualTo(suspended);
    var resumed = after(deleting, new LifecycleCommand.Resume(), program(NOON));
    assertThat(resumed.lifecycle())
        .isEqualTo(
            new Lifecycle.Deleting(NOON.plus(LifecycleRules.DELETION_WAITS), Optional.empty()));
    var again = after(resumed, new LifecycleCommand.Suspend(REASON), program(NOON));
    assertThat(again).isEqualTo(deleting);
  }

  @Test
  void only_a_claimed_organisation_is_suspended_or_deleted() {
    for (var state :
        new Lifecycle[] {
          new Lifecycle.Unverified(CLAIM), new Lifecycle.Unclaimed(CLAIM), new Lifecycle.Expired()
        }) {
      refused(in(state), new LifecycleCommand.Suspend(REASON), program(NOON), WRONG_STATE);
      refused(in(state), new LifecycleCommand.RequestDeletion(), program(NOON), WRONG_STATE);
    }
  }

  @Test
  void names_are_one_line_of_text() {
    assertThatThrownBy(() -> new LifecycleCommand.Rename(" "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LifecycleCommand.Rename("a\nb"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LifecycleCommand.Rename("a".repeat(101)))
        .isInstanceOf(IllegalArgumentException.class);
    var renamed =
        after(in(new Lifecycle.Active()), new LifecycleCommand.Rename("Bücher"), by(ADA, NOON));
    assertThat(renamed.name()).isEqualTo("Bücher");
  }
}
