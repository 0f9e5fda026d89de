package io.parley.persistence.organisation;

import static io.parley.persistence.organisation.OrganisationFixture.NOON;
import static io.parley.persistence.organisation.OrganisationFixture.done;
import static io.parley.persistence.organisation.OrganisationFixture.program;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.DomainChallenge;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.NameCommand;
import io.parley.core.organisation.OrganisationCommand;
import io.parley.core.organisation.OrganisationSite;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.WebOrigin;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrganisationSitesIT {
  private static final CustomDomain DOMAIN = new CustomDomain("chat.shop.example");
  private static final DomainChallenge CHALLENGE =
      new DomainChallenge(DOMAIN, "0123456789abcdef0123456789abcdef");
  private static final WebOrigin WWW = new WebOrigin("https://www.shop.example");

  private final OrganisationFixture fixture = new OrganisationFixture();
  private final JdbcOrganisationSites sites = new JdbcOrganisationSites(fixture.db.database());

  @AfterEach
  void close() {
    fixture.close();
  }

  /// The change that a command made.
  private OrganisationSite changedBy(OrganisationId id, OrganisationCommand command) {
    long before = get(sites.change());
    fixture.apply(id, command, program(NOON));
    var changed = get(sites.since(before));
    assertThat(changed.number()).as("%s", command).isEqualTo(before + 1);
    assertThat(changed.sites()).hasSize(1);
    return changed.sites().getFirst();
  }

  private static OrganisationSite site(
      OrganisationId id, boolean isServed, List<String> slugs, List<CustomDomain> domains) {
    return new OrganisationSite(
        id.tenant(), isServed, slugs.stream().map(Slug::new).toList(), domains, List.of());
  }

  @Test
  void every_change_of_an_address_is_counted_and_read_as_it_is_now() {
    var id = fixture.owned("shop", "ada");
    fixture.owned("bank", "ben");
    assertThat(changedBy(id, new NameCommand.TakeSlug(new Slug("larch"))))
        .isEqualTo(site(id, true, List.of("larch", "shop"), List.of()));
    assertThat(changedBy(id, new NameCommand.ReleaseSlug(new Slug("shop"))))
        .isEqualTo(site(id, true, List.of("larch"), List.of()));
    assertThat(changedBy(id, new NameCommand.TakeSlug(new Slug("shop"))))
        .as("taken back")
        .isEqualTo(site(id, true, List.of("larch", "shop"), List.of()));
    long before = get(sites.change());
    fixture.apply(id, new NameCommand.ClaimDomain(CHALLENGE), program(NOON));
    assertThat(get(sites.change())).as("a domain that is only claimed").isEqualTo(before);
    assertThat(changedBy(id, new NameCommand.VerifyDomain(DOMAIN, List.of(CHALLENGE.recordText()))))
        .isEqualTo(site(id, true, List.of("larch", "shop"), List.of(DOMAIN)));
    assertThat(changedBy(id, new LifecycleCommand.Suspend("it does not pay")).isServed()).isFalse();
    assertThat(changedBy(id, new LifecycleCommand.Resume()))
        .isEqualTo(site(id, true, List.of("larch", "shop"), List.of(DOMAIN)));
    assertThat(changedBy(id, new NameCommand.RemoveDomain(DOMAIN)))
        .isEqualTo(site(id, true, List.of("larch", "shop"), List.of()));
    long unchanged = get(sites.change());
    fixture.apply(id, new LifecycleCommand.Rename("Larch"), program(NOON));
    assertThat(get(sites.change())).isEqualTo(unchanged);
  }

  @Test
  void an_organisation_that_nobody_has_claimed_is_not_served() {
    var person = fixture.person("ada");
    var id = new OrganisationId(fixture.id());
    var wanted = fixture.signUp(id, "shop", "ada");
    done(get(fixture.organisations.begin(wanted, program(NOON))));
    assertThat(get(sites.since(0)).sites())
        .containsExactly(site(id, false, List.of("shop"), List.of()));
    long before = get(sites.change());
    done(get(fixture.organisations.claim(wanted.claim().token(), OrganisationFixture.by(person))));
    assertThat(get(sites.since(before)).sites())
        .containsExactly(site(id, true, List.of("shop"), List.of()));
  }

  @Test
  void origins_are_counted_and_audited_when_they_change_and_are_a_tenants_own() {
    var id = fixture.owned("shop", "ada");
    var other = fixture.owned("bank", "ben");
    long before = get(sites.change());
    get(sites.allow(id.tenant(), List.of(WWW), program(NOON)));
    assertThat(get(sites.origins(id.tenant()))).containsExactly(WWW);
    assertThat(get(sites.origins(other.tenant()))).isEmpty();
    var changed = get(sites.since(before)).sites();
    assertThat(changed).hasSize(1);
    assertThat(changed.getFirst().origins()).containsExactly(WWW);
    assertThat(changed.getFirst().slugs()).containsExactly(new Slug("shop"));
    get(sites.allow(id.tenant(), List.of(WWW), program(NOON)));
    var entry = fixture.audit(id).getLast();
    assertThat(entry.change().action()).isEqualTo("origins-changed");
    assertThat(entry.change().before()).isEqualTo(Map.of("origins", ""));
    assertThat(entry.change().after()).isEqualTo(Map.of("origins", WWW.value()));
    assertThat(fixture.actions(id)).containsOnlyOnce("origins-changed");
  }

  @Test
  void the_installations_own_has_origins_without_an_organisation() {
    get(sites.allow(TenantId.DEFAULT, List.of(WWW), program(NOON)));
    assertThat(get(sites.since(0)).sites())
        .contains(new OrganisationSite(TenantId.DEFAULT, true, List.of(), List.of(), List.of(WWW)));
  }
}
