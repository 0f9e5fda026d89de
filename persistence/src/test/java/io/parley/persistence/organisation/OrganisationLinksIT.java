package io.parley.persistence.organisation;

import static io.parley.persistence.organisation.OrganisationFixture.NOON;
import static io.parley.persistence.organisation.OrganisationFixture.address;
import static io.parley.persistence.organisation.OrganisationFixture.by;
import static io.parley.persistence.organisation.OrganisationFixture.done;
import static io.parley.persistence.organisation.OrganisationFixture.program;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.RoleSet;
import io.parley.core.organisation.Claim;
import io.parley.core.organisation.Invitation;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.NameCommand;
import io.parley.core.organisation.OpenLink;
import io.parley.core.organisation.OpenLink.Kind;
import io.parley.core.organisation.OrganisationDirectory.Listed;
import io.parley.core.organisation.OrganisationDirectory.Member;
import io.parley.core.organisation.PeopleCommand;
import io.parley.core.organisation.SignUp;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Links before they are used, and lists of people and of organisations.
class OrganisationLinksIT {
  private static final RoleSet VIEWER = RoleSet.of(ClientRole.VIEWER);

  private final OrganisationFixture fixture = new OrganisationFixture();
  private final JdbcOrganisationDirectory directory = fixture.directory;

  @AfterEach
  void close() {
    fixture.close();
  }

  private Optional<OpenLink> link(TokenHash token, Instant at) {
    return get(directory.link(token, at));
  }

  private SignUp begun(String slug, Claim claim) {
    var id = new OrganisationId(fixture.id());
    var wanted = new SignUp(id, "Company " + slug, new Slug(slug), claim, false, Optional.empty());
    done(get(fixture.organisations.begin(wanted, program(NOON))));
    return wanted;
  }

  private static Claim claim(String token, Optional<String> reader) {
    return new Claim(
        TokenHash.of(token), reader.map(OrganisationFixture::address), NOON.plus(Claim.OF_SIGN_UP));
  }

  @Test
  void a_claim_shows_its_organisation_until_it_expires() {
    var claim = claim("of the shop", Optional.of("ada"));
    var wanted = begun("shop", claim);
    begun("bank", claim("of the bank", Optional.of("eve")));
    var seen =
        new OpenLink(
            Kind.CLAIM,
            wanted.id(),
            "Company shop",
            Optional.of(address("ada")),
            claim.expiresAt());
    assertThat(link(claim.token(), NOON)).contains(seen);
    assertThat(link(claim.token(), claim.expiresAt().minusMillis(1))).contains(seen);
    assertThat(link(claim.token(), claim.expiresAt())).isEmpty();
  }

  @Test
  void a_claim_for_anybody_has_no_address() {
    var claim = claim("shown", Optional.empty());
    begun("shop", claim);
    assertThat(link(claim.token(), NOON).orElseThrow().address()).isEmpty();
  }

  @Test
  void a_claim_that_was_used_shows_nothing() {
    var claim = claim("of the shop", Optional.of("ada"));
    begun("shop", claim);
    done(get(fixture.organisations.claim(claim.token(), by(fixture.person("ada")))));
    assertThat(link(claim.token(), NOON)).isEmpty();
  }

  @Test
  void a_claim_of_an_organisation_that_nobody_claimed_in_time_shows_nothing() {
    var claim = claim("of the shop", Optional.of("ada"));
    var id = begun("shop", claim).id();
    fixture.apply(id, new LifecycleCommand.Expire(), program(claim.expiresAt()));
    assertThat(link(claim.token(), NOON)).isEmpty();
  }

  @Test
  void an_invitation_shows_its_organisation_until_it_expires() {
    var id = fixture.owned("shop", "ada");
    var token = fixture.invited(id, owner(), "bob", VIEWER);
    var end = NOON.plus(Invitation.LASTS);
    assertThat(link(token, NOON))
        .contains(
            new OpenLink(Kind.INVITATION, id, "Company shop", Optional.of(address("bob")), end));
    assertThat(link(token, end.minusMillis(1))).isPresent();
    assertThat(link(token, end)).isEmpty();
  }

  @Test
  void an_invitation_that_was_accepted_or_revoked_shows_nothing() {
    var id = fixture.owned("shop", "ada");
    var accepted = fixture.invited(id, owner(), "bob", VIEWER);
    done(get(fixture.organisations.accept(accepted, by(fixture.person("bob")))));
    assertThat(link(accepted, NOON)).isEmpty();
    var revoked = fixture.invited(id, owner(), "cem", VIEWER);
    var invitation = get(directory.invitations(id)).getFirst();
    fixture.apply(id, new PeopleCommand.RevokeInvitation(invitation.id()), by(owner()));
    assertThat(link(revoked, NOON)).isEmpty();
  }

  @Test
  void a_token_that_nobody_was_given_shows_nothing() {
    fixture.owned("shop", "ada");
    assertThat(link(TokenHash.of("made up"), NOON)).isEmpty();
  }

  private PersonId owner() {
    return get(fixture.persons.find(address("ada"))).orElseThrow().id();
  }

  @Test
  void members_have_names_addresses_and_languages_page_by_page() {
    var shop = fixture.owned("shop", "ada");
    get(fixture.persons.speaks(owner(), "de"));
    fixture.member(shop, owner(), "bob", ClientRole.VIEWER);
    fixture.member(shop, owner(), "cem", ClientRole.ADMIN);
    fixture.owned("bank", "eve");
    var all = get(directory.people(shop, Optional.empty(), 10));
    assertThat(all).extracting(Member::name).containsExactlyInAnyOrder("ada", "bob", "cem");
    assertThat(all).allSatisfy(it -> assertThat(it.address()).isEqualTo(address(it.name())));
    assertThat(all)
        .filteredOn(it -> it.language().isPresent())
        .extracting(it -> it.name() + " " + it.language().orElseThrow())
        .containsExactly("ada de");
    assertThat(all)
        .extracting(Member::membership)
        .isEqualTo(get(directory.members(shop, Optional.empty(), 10)));
    var first = get(directory.people(shop, Optional.empty(), 2));
    var last = first.getLast().membership().person();
    var rest = get(directory.people(shop, Optional.of(last), 2));
    assertThat(first).isEqualTo(all.subList(0, 2));
    assertThat(rest).isEqualTo(all.subList(2, 3));
  }

  @Test
  void staff_sees_all_organisations_whatever_their_states_page_by_page() {
    var shop = fixture.owned("shop", "ada");
    fixture.apply(shop, new NameCommand.TakeSlug(new Slug("a-shop")), by(owner()));
    fixture.apply(shop, new NameCommand.TakeSlug(new Slug("old-shop")), by(owner()));
    fixture.apply(shop, new NameCommand.ReleaseSlug(new Slug("old-shop")), by(owner()));
    var claim = claim("of the bank", Optional.of("eve"));
    var bank = begun("bank", claim).id();
    var cafe = begun("cafe", claim("of the cafe", Optional.of("eve"))).id();
    fixture.apply(cafe, new LifecycleCommand.Expire(), program(claim.expiresAt()));
    var pages = new ArrayList<Listed>();
    var page = get(directory.all(Optional.empty(), 1));
    while (!page.isEmpty()) {
      pages.addAll(page);
      page = get(directory.all(Optional.of(page.getFirst().organisation().id()), 1));
    }
    assertThat(pages).hasSize(3).isEqualTo(get(directory.all(Optional.empty(), 500)));
    assertThat(of(shop, pages).slugs()).containsExactly(new Slug("a-shop"), new Slug("shop"));
    assertThat(of(shop, pages).organisation()).isEqualTo(get(directory.find(shop)).orElseThrow());
    assertThat(of(bank, pages).organisation().lifecycle())
        .isEqualTo(new Lifecycle.Unverified(claim));
    assertThat(of(cafe, pages).organisation().lifecycle()).isEqualTo(new Lifecycle.Expired());
    assertThat(of(cafe, pages).slugs()).isEmpty();
  }

  @Test
  void staff_finds_organisations_by_a_part_of_a_name_that_they_have() {
    var shop = fixture.owned("shop", "ada");
    fixture.apply(shop, new NameCommand.TakeSlug(new Slug("larch-lace")), by(owner()));
    fixture.apply(shop, new NameCommand.TakeSlug(new Slug("old-lace")), by(owner()));
    fixture.apply(shop, new NameCommand.ReleaseSlug(new Slug("old-lace")), by(owner()));
    var bank = begun("bank", claim("of the bank", Optional.of("eve"))).id();
    assertThat(found("ARCH-l")).containsExactly(shop);
    assertThat(found("old-lace")).isEmpty();
    assertThat(found("%")).isEmpty();
    var name = get(directory.find(bank)).orElseThrow().name();
    assertThat(found(name.substring(1))).containsExactly(bank);
    var first = get(directory.named("", Optional.empty(), 1)).getFirst().organisation().id();
    var rest = get(directory.named("", Optional.of(first), 500));
    assertThat(rest).hasSize(1).noneMatch(listed -> listed.organisation().id().equals(first));
  }

  private List<OrganisationId> found(String part) {
    return get(directory.named(part, Optional.empty(), 500)).stream()
        .map(listed -> listed.organisation().id())
        .toList();
  }

  private static Listed of(OrganisationId id, List<Listed> all) {
    return all.stream()
        .filter(listed -> listed.organisation().id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
