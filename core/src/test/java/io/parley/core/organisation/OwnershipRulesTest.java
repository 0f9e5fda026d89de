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
import java.time.Duration;
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

class OwnershipRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final PersonId ADA = new PersonId(new UUID(1, 1));
  private static final PersonId BOB = new PersonId(new UUID(2, 2));
  private static final RoleSet OWNER = RoleSet.of(ClientRole.OWNER);
  private static final RoleSet MEMBER = RoleSet.of(ClientRole.MEMBER);
  private static final OwnershipOffer OFFER =
      new OwnershipOffer(ADA, BOB, NOON.plus(Duration.ofDays(7)));

  private final Map<PersonId, Membership> members = new HashMap<>();

  OwnershipRulesTest() {
    member(ADA, OWNER);
    member(BOB, MEMBER);
  }

  private void member(PersonId person, RoleSet roles) {
    members.put(person, new Membership(person, roles, NOON));
  }

  private static Act by(PersonId person, Instant at) {
    return new Act(new Actor.Person(person), new RemoteAddress("192.0.2.7"), at);
  }

  private OrganisationDecision decide(
      Optional<OwnershipOffer> offer, OwnershipCommand command, Act act) {
    var organisation =
        new Organisation(
            new OrganisationId(new UUID(7, 7)), "Shop", new Lifecycle.Active(), offer, NOON);
    var people =
        new People(
            ClientRole.OWNER.permissions(),
            members,
            List.of(),
            Set.of(),
            1,
            2,
            0,
            Optional.empty(),
            Set.of());
    return OwnershipRules.decide(organisation, people, command, act);
  }

  @Test
  void an_owner_offers_the_ownership_to_a_member_for_7_days() {
    assertThat(decide(Optional.empty(), new OwnershipCommand.Offer(BOB), by(ADA, NOON)))
        .isEqualTo(OrganisationDecision.accept(new OwnershipEvent.Offered(OFFER)));
    var stranger = new PersonId(new UUID(9, 9));
    assertThat(decide(Optional.empty(), new OwnershipCommand.Offer(stranger), by(ADA, NOON)))
        .isEqualTo(OrganisationDecision.refuse(UNKNOWN_MEMBER));
    assertThat(decide(Optional.empty(), new OwnershipCommand.Offer(ADA), by(ADA, NOON)))
        .isEqualTo(OrganisationDecision.refuse(UNCHANGED));
    assertThat(decide(Optional.empty(), new OwnershipCommand.Offer(BOB), by(BOB, NOON)))
        .isEqualTo(OrganisationDecision.refuse(FORBIDDEN));
  }

  @Test
  void an_offer_that_is_replaced_while_it_is_open_is_withdrawn() {
    var cid = new PersonId(new UUID(3, 3));
    member(cid, MEMBER);
    var toCid = new OwnershipOffer(ADA, cid, NOON.plus(Duration.ofDays(7)));
    var offered = new OwnershipEvent.Offered(toCid);
    var command = new OwnershipCommand.Offer(cid);
    assertThat(decide(Optional.of(OFFER), command, by(ADA, NOON)))
        .isEqualTo(OrganisationDecision.accept(new OwnershipEvent.Withdrawn(OFFER), offered));
    var expired = new OwnershipOffer(ADA, BOB, NOON);
    assertThat(decide(Optional.of(expired), command, by(ADA, NOON)))
        .isEqualTo(OrganisationDecision.accept(offered));
  }

  @Test
  void an_accepted_offer_makes_one_the_owner_and_the_other_an_admin() {
    assertThat(decide(Optional.of(OFFER), new OwnershipCommand.Accept(), by(BOB, NOON)))
        .isEqualTo(
            OrganisationDecision.accept(
                new OwnershipEvent.Transferred(
                    ADA,
                    RoleSet.of(ClientRole.ADMIN),
                    BOB,
                    new RoleSet(Set.of(ClientRole.OWNER, ClientRole.MEMBER), Set.of()))));
  }

  @Test
  void nobody_else_accepts_or_declines() {
    for (var command : List.of(new OwnershipCommand.Accept(), new OwnershipCommand.Decline()))
      assertThat(decide(Optional.of(OFFER), command, by(ADA, NOON)))
          .isEqualTo(OrganisationDecision.refuse(NO_OFFER));
    assertThat(decide(Optional.empty(), new OwnershipCommand.Accept(), by(BOB, NOON)))
        .isEqualTo(OrganisationDecision.refuse(NO_OFFER));
  }

  @Test
  void to_strangers_the_organisation_looks_missing() {
    var stranger = by(new PersonId(new UUID(9, 9)), NOON);
    for (var command : List.of(new OwnershipCommand.Accept(), new OwnershipCommand.Decline()))
      assertThat(decide(Optional.of(OFFER), command, stranger))
          .isEqualTo(OrganisationDecision.refuse(NOT_FOUND));
  }

  @Test
  void an_offer_expires() {
    assertThat(
            decide(Optional.of(OFFER), new OwnershipCommand.Accept(), by(BOB, OFFER.expiresAt())))
        .isEqualTo(OrganisationDecision.refuse(EXPIRED));
  }

  @Test
  void an_offer_of_one_who_is_no_owner_any_more_is_void() {
    member(ADA, RoleSet.of(ClientRole.ADMIN));
    assertThat(decide(Optional.of(OFFER), new OwnershipCommand.Accept(), by(BOB, NOON)))
        .isEqualTo(OrganisationDecision.refuse(NO_OFFER));
    members.remove(ADA);
    assertThat(decide(Optional.of(OFFER), new OwnershipCommand.Accept(), by(BOB, NOON)))
        .isEqualTo(OrganisationDecision.refuse(NO_OFFER));
  }

  @Test
  void an_offer_is_withdrawn_or_declined() {
    assertThat(decide(Optional.of(OFFER), new OwnershipCommand.Withdraw(), by(ADA, NOON)))
        .isEqualTo(OrganisationDecision.accept(new OwnershipEvent.Withdrawn(OFFER)));
    assertThat(decide(Optional.of(OFFER), new OwnershipCommand.Decline(), by(BOB, NOON)))
        .isEqualTo(OrganisationDecision.accept(new OwnershipEvent.Declined(OFFER)));
    assertThat(decide(Optional.empty(), new OwnershipCommand.Withdraw(), by(ADA, NOON)))
        .isEqualTo(OrganisationDecision.refuse(NO_OFFER));
  }

  @Test
  void roles_stay_within_their_limit_when_an_owner_is_made() {
    var custom =
        IntStream.range(0, RoleSet.COUNT_MAX - 1)
            .mapToObj(i -> new RoleName("r" + i))
            .collect(Collectors.toSet());
    var full = new RoleSet(Set.of(ClientRole.MEMBER), custom);
    assertThat(full.promoted().builtIn()).contains(ClientRole.OWNER);
    assertThat(full.promoted().custom()).hasSize(RoleSet.COUNT_MAX - 2);
    assertThat(full.promoted().demoted().isOwner()).isFalse();
  }
}
