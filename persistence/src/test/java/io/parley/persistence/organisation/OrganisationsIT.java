package io.parley.persistence.organisation;

import static io.parley.core.organisation.OrganisationRefusal.*;
import static io.parley.persistence.organisation.OrganisationFixture.*;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.CustomRole;
import io.parley.core.access.Permission;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.organisation.Claim;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.DomainChallenge;
import io.parley.core.organisation.Invitation;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.NameCommand;
import io.parley.core.organisation.OrganisationDirectory.Belonging;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.OwnershipCommand;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.organisation.SignUp;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrganisationsIT {
  private final OrganisationFixture fixture = new OrganisationFixture();
  private final JdbcOrganisations organisations = fixture.organisations;
  private final JdbcOrganisationDirectory directory = fixture.directory;

  @AfterEach
  void close() {
    fixture.close();
  }

  private PersonId personOf(String name) {
    return get(fixture.persons.find(address(name))).orElseThrow().id();
  }

  private Lifecycle state(OrganisationId id) {
    return get(directory.find(id)).orElseThrow().lifecycle();
  }

  @Test
  void a_sign_up_is_verified_by_its_link_and_has_an_owner() {
    var ada = fixture.person("ada");
    var id = new OrganisationId(fixture.id());
    var wanted = fixture.signUp(id, "shop", "ada");
    done(get(organisations.begin(wanted, program(NOON))));
    assertThat(state(id)).isEqualTo(new Lifecycle.Unverified(wanted.claim()));
    assertThat(get(directory.of(ada))).isEmpty();
    assertThat(get(fixture.persons.find(ada))).map(Person::isVerified).contains(false);

    done(get(organisations.claim(wanted.claim().token(), by(ada))));
    assertThat(state(id)).isEqualTo(new Lifecycle.Active());
    assertThat(get(directory.of(ada)))
        .containsExactly(
            new Belonging(get(directory.find(id)).orElseThrow(), RoleSet.of(ClientRole.OWNER)));
    assertThat(get(fixture.persons.find(ada))).map(Person::isVerified).contains(true);
    assertThat(get(directory.find(new Slug("shop")))).contains(id);
    assertThat(get(organisations.claim(wanted.claim().token(), by(ada))))
        .isEqualTo(new Outcome.Refused(UNKNOWN_LINK));
    assertThat(fixture.actions(id))
        .containsExactly("organisation-made", "organisation-claimed", "member-joined");
  }

  @Test
  void the_language_of_a_persons_mails_is_stored() {
    var ada = fixture.person("ada");
    assertThat(get(fixture.persons.find(ada)).flatMap(Person::language)).isEmpty();
    get(fixture.persons.speaks(ada, "de-at"));
    assertThat(get(fixture.persons.find(address("ada"))).flatMap(Person::language))
        .contains("de-at");
    get(fixture.persons.seemsToSpeak(ada, "es"));
    assertThat(get(fixture.persons.find(ada)).flatMap(Person::language))
        .as("one is known")
        .contains("de-at");
    var bob = fixture.person("bob");
    get(fixture.persons.seemsToSpeak(bob, "es"));
    assertThat(get(fixture.persons.find(bob)).flatMap(Person::language)).contains("es");
  }

  @Test
  void a_claim_is_for_the_person_with_its_address() {
    var eve = fixture.person("eve");
    var id = new OrganisationId(fixture.id());
    var wanted = fixture.signUp(id, "shop", "ada");
    done(get(organisations.begin(wanted, program(NOON))));
    assertThat(get(organisations.claim(wanted.claim().token(), by(eve))))
        .isEqualTo(new Outcome.Refused(OTHER_ADDRESS));
    assertThat(get(organisations.claim(wanted.claim().token(), program(NOON))))
        .isEqualTo(new Outcome.Refused(PEOPLE_ONLY));
  }

  @Test
  void an_unclaimed_organisation_expires_frees_its_slug_and_can_be_renewed() {
    var ada = fixture.person("ada");
    var id = new OrganisationId(fixture.id());
    var first =
        new Claim(TokenHash.of("first"), Optional.of(address("ada")), NOON.plus(Claim.OF_CLIENT));
    done(
        get(
            organisations.begin(
                new SignUp(id, "Shop", new Slug("shop"), first, true, Optional.empty()),
                program(NOON))));
    var end = first.expiresAt();
    assertThat(get(organisations.due(end.minusMillis(1), 10))).isEmpty();
    assertThat(get(organisations.due(end, 10))).containsExactly(id);
    fixture.apply(id, new LifecycleCommand.Expire(), program(end));
    assertThat(get(organisations.due(end, 10))).isEmpty();
    assertThat(state(id)).isEqualTo(new Lifecycle.Expired());
    assertThat(get(organisations.claim(first.token(), by(ada, end))))
        .isEqualTo(new Outcome.Refused(EXPIRED));
    fixture.owned("shop", "bob");

    var second =
        new Claim(TokenHash.of("second"), Optional.of(address("ada")), end.plus(Claim.OF_CLIENT));
    fixture.apply(id, new LifecycleCommand.RenewClaim(second), program(end));
    done(get(organisations.claim(second.token(), by(ada, end))));
  }

  @Test
  void suspension_and_deletion_come_back_as_they_were_written() {
    var id = fixture.owned("shop", "ada");
    var ada = by(personOf("ada"));
    var reason = "unpaid since August";
    fixture.apply(id, new LifecycleCommand.Suspend(reason), program(NOON));
    assertThat(state(id)).isEqualTo(new Lifecycle.Suspended(reason));
    fixture.refused(id, new LifecycleCommand.Rename("Other"), ada, FORBIDDEN);
    fixture.apply(id, new LifecycleCommand.RequestDeletion(), ada);
    var due = NOON.plus(Duration.ofDays(30));
    assertThat(state(id)).isEqualTo(new Lifecycle.Deleting(due, Optional.of(reason)));
    fixture.apply(id, new LifecycleCommand.CancelDeletion(), ada);
    assertThat(state(id)).isEqualTo(new Lifecycle.Suspended(reason));
  }

  @Test
  void a_deleted_organisation_keeps_its_audit_trail_and_holds_its_slug() {
    var id = fixture.owned("shop", "ada");
    var ada = personOf("ada");
    fixture.apply(id, new LifecycleCommand.RequestDeletion(), by(ada));
    var due = NOON.plus(Duration.ofDays(30));
    fixture.apply(id, new LifecycleCommand.Delete(), program(due));
    assertThat(state(id)).isEqualTo(new Lifecycle.Deleted());
    assertThat(get(directory.of(ada))).isEmpty();
    assertThat(get(directory.find(new Slug("shop")))).isEmpty();
    assertThat(get(fixture.trail.verify(id.tenant())).damage()).isEmpty();
    assertThat(fixture.actions(id)).endsWith("organisation-deleted");
    fixture.refused(id, new LifecycleCommand.CancelDeletion(), by(ada, due), NOT_FOUND);
    assertThat(begun("shop", due)).isEqualTo(new Outcome.Refused(UNAVAILABLE));
  }

  private Outcome begun(String slug, Instant at) {
    var wanted = fixture.signUp(new OrganisationId(fixture.id()), slug, "bob", at);
    return get(organisations.begin(wanted, program(at)));
  }

  @Test
  void a_released_slug_leads_nowhere_for_90_days_unless_its_organisation_takes_it_back() {
    var id = fixture.owned("shop", "ada");
    var ada = by(personOf("ada"));
    var other = fixture.owned("bank", "bob");
    var bob = personOf("bob");
    var shop = new Slug("shop");
    fixture.refused(other, new NameCommand.TakeSlug(shop), by(bob), UNAVAILABLE);
    fixture.apply(id, new NameCommand.TakeSlug(new Slug("shop24")), ada);
    fixture.apply(id, new NameCommand.ReleaseSlug(shop), ada);
    assertThat(get(directory.find(shop))).isEmpty();
    fixture.refused(other, new NameCommand.TakeSlug(shop), by(bob), UNAVAILABLE);
    fixture.apply(id, new NameCommand.TakeSlug(shop), ada);
    assertThat(get(directory.find(shop))).contains(id);
    fixture.apply(id, new NameCommand.ReleaseSlug(shop), ada);
    var end = NOON.plus(Slug.HELD);
    var before = end.minusMillis(1);
    fixture.refused(other, new NameCommand.TakeSlug(shop), by(bob, before), UNAVAILABLE);
    fixture.apply(other, new NameCommand.TakeSlug(shop), by(bob, end));
    assertThat(get(directory.find(shop))).contains(other);
    assertThat(get(directory.names(id)).slugs()).hasSize(1);
  }

  @Test
  void a_refused_name_leaves_no_trace() {
    var id = fixture.owned("shop", "ada");
    var entries = fixture.audit(id).size();
    fixture.owned("bank", "bob");
    fixture.refused(
        id, new NameCommand.TakeSlug(new Slug("bank")), by(personOf("ada")), UNAVAILABLE);
    assertThat(fixture.audit(id)).hasSize(entries);
    assertThat(begun("bank", NOON)).isEqualTo(new Outcome.Refused(UNAVAILABLE));
    assertThat(fixture.db.count("organisation")).isEqualTo(2);
  }

  @Test
  void a_domain_leads_to_the_first_organisation_that_proves_it() {
    var id = fixture.owned("shop", "ada");
    var other = fixture.owned("bank", "bob");
    var domain = new CustomDomain("chat.example.org");
    var ours = new DomainChallenge(domain, "0".repeat(32));
    var theirs = new DomainChallenge(domain, "1".repeat(32));
    var ada = by(personOf("ada"));
    var bob = by(personOf("bob"));
    fixture.apply(id, new NameCommand.ClaimDomain(ours), ada);
    fixture.apply(other, new NameCommand.ClaimDomain(theirs), bob);
    assertThat(get(directory.find(domain))).isEmpty();
    var records = List.of(ours.recordText(), theirs.recordText());
    fixture.apply(id, new NameCommand.VerifyDomain(domain, records), ada);
    assertThat(get(directory.find(domain))).contains(id);
    fixture.refused(other, new NameCommand.VerifyDomain(domain, records), bob, UNAVAILABLE);
    fixture.apply(id, new NameCommand.RemoveDomain(domain), ada);
    fixture.apply(other, new NameCommand.VerifyDomain(domain, records), bob);
    assertThat(get(directory.find(domain))).contains(other);
  }

  @Test
  void people_join_change_roles_and_leave() {
    var id = fixture.owned("shop", "ada");
    var ada = personOf("ada");
    var bob = fixture.member(id, ada, "bob", ClientRole.VIEWER);
    assertThat(get(directory.members(id, Optional.empty(), 10))).hasSize(2);
    assertThat(get(directory.invitations(id))).isEmpty();
    var closer = new CustomRole(new RoleName("closer"), Set.of(Permission.TALK));
    fixture.refused(id, new PeopleCommand.PutRole(closer), by(bob), FORBIDDEN);
    fixture.apply(id, new PeopleCommand.PutRole(closer), by(ada));
    var both = new RoleSet(Set.of(ClientRole.VIEWER), Set.of(closer.name()));
    fixture.apply(id, new PeopleCommand.ChangeRoles(bob, both), by(ada));
    fixture.refused(id, new PeopleCommand.DropRole(closer.name()), by(ada), ROLE_IN_USE);
    var principal =
        get(directory.standing(bob, id, NOON)).orElseThrow().principal(NOON).orElseThrow();
    assertThat(principal.may(Permission.TALK)).isTrue();
    assertThat(principal.may(Permission.MANAGE_PEOPLE)).isFalse();
    fixture.apply(id, new PeopleCommand.Leave(), by(bob));
    fixture.apply(id, new PeopleCommand.DropRole(closer.name()), by(ada));
    assertThat(get(directory.standing(bob, id, NOON)).orElseThrow().principal(NOON)).isEmpty();
    fixture.refused(id, new LifecycleCommand.Rename("Other"), by(bob), NOT_FOUND);
    fixture.refused(
        new OrganisationId(fixture.id()), new LifecycleCommand.Rename("X"), by(ada), NOT_FOUND);
  }

  @Test
  void an_expired_invitation_is_deleted_30_days_later_and_stays_in_the_audit_trail() {
    var id = fixture.owned("shop", "ada");
    var ada = personOf("ada");
    var bob = fixture.person("bob");
    var token = fixture.invited(id, ada, "bob", RoleSet.of(ClientRole.VIEWER));
    var end = NOON.plus(Invitation.LASTS).plus(Invitation.KEPT);
    fixture.invited(id, by(ada, end.minusMillis(1)), "cid", RoleSet.of(ClientRole.VIEWER));
    assertThat(get(directory.invitations(id))).hasSize(2);
    assertThat(get(organisations.accept(token, by(bob, end))))
        .isEqualTo(new Outcome.Refused(EXPIRED));
    fixture.invited(id, by(ada, end), "dan", RoleSet.of(ClientRole.VIEWER));
    assertThat(get(directory.invitations(id)))
        .map(Invitation::address)
        .containsExactlyInAnyOrder(address("cid"), address("dan"));
    assertThat(get(organisations.accept(token, by(bob, end))))
        .isEqualTo(new Outcome.Refused(UNKNOWN_LINK));
    assertThat(fixture.actions(id)).endsWith("member-invited", "member-invited", "member-invited");
    assertThat(get(fixture.trail.verify(id.tenant())).damage()).isEmpty();
  }

  @Test
  void an_expired_invitation_keeps_no_role_from_being_dropped() {
    var id = fixture.owned("shop", "ada");
    var ada = personOf("ada");
    var closer = new CustomRole(new RoleName("closer"), Set.of(Permission.TALK));
    fixture.apply(id, new PeopleCommand.PutRole(closer), by(ada));
    fixture.invited(id, ada, "bob", new RoleSet(Set.of(), Set.of(closer.name())));
    var drop = new PeopleCommand.DropRole(closer.name());
    var end = NOON.plus(Invitation.LASTS);
    fixture.refused(id, drop, by(ada, end.minusMillis(1)), ROLE_IN_USE);
    fixture.apply(id, drop, by(ada, end));
  }

  @Test
  void an_invitation_of_one_who_was_removed_is_void() {
    var id = fixture.owned("shop", "ada");
    var bob = fixture.member(id, personOf("ada"), "bob", ClientRole.ADMIN);
    var token = fixture.invited(id, bob, "eve", RoleSet.of(ClientRole.VIEWER));
    var eve = fixture.person("eve");
    fixture.apply(id, new PeopleCommand.Remove(bob), by(personOf("ada")));
    assertThat(get(organisations.accept(token, by(eve))))
        .isEqualTo(new Outcome.Refused(INVITER_GONE));
  }

  @Test
  void the_ownership_is_given_to_a_member_that_accepts_it() {
    var id = fixture.owned("shop", "ada");
    var ada = personOf("ada");
    var bob = fixture.member(id, ada, "bob", ClientRole.MEMBER);
    fixture.apply(id, new OwnershipCommand.Offer(bob), by(ada));
    fixture.refused(id, new OwnershipCommand.Accept(), by(ada), NO_OFFER);
    fixture.apply(id, new OwnershipCommand.Accept(), by(bob));
    assertThat(get(directory.find(id)).orElseThrow().offer()).isEmpty();
    var members = get(directory.members(id, Optional.empty(), 10));
    assertThat(members)
        .filteredOn(member -> member.roles().isOwner())
        .map(member -> member.person())
        .containsExactly(bob);
    fixture.refused(id, new LifecycleCommand.RequestDeletion(), by(ada), FORBIDDEN);
  }

  @Test
  void one_who_was_removed_and_comes_back_finds_no_offer() {
    var id = fixture.owned("shop", "ada");
    var ada = personOf("ada");
    var bob = fixture.member(id, ada, "bob", ClientRole.MEMBER);
    fixture.apply(id, new OwnershipCommand.Offer(bob), by(ada));
    fixture.apply(id, new PeopleCommand.Remove(bob), by(ada));
    assertThat(get(directory.find(id)).orElseThrow().offer()).isEmpty();
    assertThat(fixture.actions(id)).endsWith("member-removed", "ownership-withdrawn");
    assertThat(fixture.member(id, ada, "bob", ClientRole.MEMBER)).isEqualTo(bob);
    fixture.refused(id, new OwnershipCommand.Accept(), by(bob), NO_OFFER);
  }

  @Test
  void members_come_in_pages() {
    var id = fixture.owned("shop", "ada");
    for (var name : List.of("bob", "cid", "dan"))
      fixture.member(id, personOf("ada"), name, ClientRole.VIEWER);
    var first = get(directory.members(id, Optional.empty(), 3));
    assertThat(first).hasSize(3);
    assertThat(get(directory.members(id, Optional.of(first.getLast().person()), 3))).hasSize(1);
  }

  @Test
  void one_account_serves_several_organisations() {
    fixture.owned("shop", "ada");
    var second = fixture.owned("bank", "ada");
    assertThat(get(directory.of(personOf("ada")))).hasSize(2);
    assertThat(fixture.db.count("person")).isEqualTo(1);
    assertThat(get(directory.members(second, Optional.empty(), 10))).hasSize(1);
  }
}
