package io.parley.identity.account;

import static io.parley.identity.account.AccountsFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnection.Passwords;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.mail.MailKind;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.Organisation;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.oidc.MemoryOidcConnections;
import io.parley.identity.oidc.PasswordGate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Accounts of people whose organisation has a provider of sign-ins.
class ProviderSignInTest {
  private static final OidcConnectionId PROVIDER = new OidcConnectionId(new UUID(7, 7));
  private static final SignInOutcome NEEDED = new SignInOutcome.SsoNeeded(PROVIDER);

  private final MemoryOidcConnections connections = new MemoryOidcConnections();
  private final AccountsFixture day = new AccountsFixture(4, PasswordGate.of(connections));

  private void provide(OrganisationId organisation, Passwords passwords) {
    connections.put(
        new OidcConnection(
            PROVIDER,
            organisation,
            "Shop",
            "https://id.shop.example",
            "client",
            Set.of(new CustomDomain("shop.example")),
            passwords,
            Set.of(),
            Optional.empty()),
        "secret");
  }

  /// Another organisation of Anna.
  private OrganisationId second() {
    var id = day.organisations.active("Bank", day.now);
    day.organisations.join(id, day.idOf(ANNA), ClientRole.MEMBER, day.now);
    return id;
  }

  private SignInOutcome proved(OrganisationId organisation) {
    return join(day.accounts.signIns().proved(day.idOf(ANNA), organisation, OFFICE, day.now));
  }

  private SignInOutcome exchange(SignedIn signedIn, Optional<OrganisationId> to) {
    return join(
        day.accounts
            .signIns()
            .exchange(
                signedIn.signIn(),
                signedIn.refresh(),
                signedIn.person().id(),
                to,
                OFFICE,
                day.now));
  }

  @Test
  void a_person_proved_by_the_provider_is_in_without_password_and_code() {
    var shop = day.anna("Shop", ClientRole.MEMBER);
    day.secondFactor();
    var signedIn = granted(proved(shop));
    assertThat(signedIn.organisation().map(Organisation::id)).contains(shop);
    assertThat(day.check(signedIn)).isPresent();
  }

  @Test
  void a_sign_in_by_the_provider_leads_to_no_other_organisation_and_not_to_the_platform() {
    var shop = day.anna("Shop", ClientRole.MEMBER);
    var bank = second();
    var signedIn = granted(proved(shop));
    assertThat(exchange(signedIn, Optional.of(bank))).isEqualTo(new SignInOutcome.NoOrganisation());
    assertThat(exchange(signedIn, Optional.empty())).isEqualTo(new SignInOutcome.NoOrganisation());
    var renewed = granted(day.renew(signedIn.refresh()));
    assertThat(renewed.organisation().map(Organisation::id)).contains(shop);
    assertThat(exchange(renewed, Optional.of(bank))).isEqualTo(new SignInOutcome.NoOrganisation());
  }

  @Test
  void a_sign_in_by_the_provider_sees_and_ends_nothing_of_other_organisations() {
    var shop = day.anna("Shop", ClientRole.MEMBER);
    var bank = second();
    var atBank = granted(day.signInTo(bank));
    var atShop = granted(day.signInTo(shop));
    var bound = granted(proved(shop));
    assertThat(bound.organisations())
        .extracting(each -> each.organisation().id())
        .containsExactly(shop);
    assertThat(granted(day.renew(bound.refresh())).organisations()).hasSize(1);
    var own = day.accounts.own();
    var anna = day.idOf(ANNA);
    assertThat(join(own.organisations(anna, bound.signIn(), day.now))).hasSize(1);
    assertThat(join(own.organisations(anna, atBank.signIn(), day.now))).hasSize(2);
    assertThat(join(own.list(anna, bound.signIn(), day.now)))
        .extracting(Family::signIn)
        .containsExactlyInAnyOrder(bound.signIn(), atShop.signIn());
    assertThat(join(own.end(anna, bound.signIn(), atBank.signIn(), day.now))).isFalse();
    join(own.endOthers(anna, bound.signIn(), day.now));
    assertThat(join(own.list(anna, atBank.signIn(), day.now)))
        .extracting(Family::signIn)
        .containsExactlyInAnyOrder(bound.signIn(), atBank.signIn());
    assertThat(join(own.isBound(anna, bound.signIn(), day.now))).isTrue();
    join(own.endOthers(anna, atBank.signIn(), day.now));
    assertThat(join(own.list(anna, bound.signIn(), day.now))).as("it has ended").isEmpty();
    assertThat(join(own.isBound(anna, bound.signIn(), day.now))).isTrue();
    join(own.endOthers(anna, bound.signIn(), day.now));
    assertThat(join(own.list(anna, atBank.signIn(), day.now))).hasSize(1);
  }

  @Test
  void a_sign_in_by_the_provider_makes_no_browser_known() {
    var shop = day.anna("Shop", ClientRole.MEMBER);
    assertThat(granted(proved(shop)).device()).isEmpty();
  }

  @Test
  void a_person_without_a_place_there_is_not_in() {
    day.anna("Shop", ClientRole.MEMBER);
    var other = day.organisations.active("Other", day.now);
    assertThat(proved(other)).isEqualTo(new SignInOutcome.NoOrganisation());
  }

  @Test
  void a_password_does_not_count_where_it_is_refused_and_counts_elsewhere() {
    var shop = day.anna("Shop", ClientRole.OWNER);
    var bank = second();
    provide(shop, Passwords.REFUSED);
    assertThat(day.signInTo(shop)).isEqualTo(NEEDED);
    var atBank = granted(day.signInTo(bank));
    assertThat(exchange(atBank, Optional.of(shop))).isEqualTo(NEEDED);
    assertThat(day.check(atBank)).as("the sign-in stays").isPresent();
  }

  @Test
  void an_owner_keeps_the_password_where_owners_may() {
    var shop = day.anna("Shop", ClientRole.OWNER);
    provide(shop, Passwords.OWNERS);
    granted(day.signInTo(shop));
  }

  @Test
  void a_member_does_not_keep_it_where_only_owners_may() {
    var shop = day.anna("Shop", ClientRole.ADMIN);
    provide(shop, Passwords.OWNERS);
    assertThat(day.signInTo(shop)).isEqualTo(NEEDED);
  }

  @Test
  void a_wrong_password_is_wrong_wherever_it_would_count() {
    var shop = day.anna("Shop", ClientRole.MEMBER);
    provide(shop, Passwords.REFUSED);
    assertThat(day.signIn(ANNA, OTHER)).isEqualTo(new SignInOutcome.Wrong());
  }

  @Test
  void no_link_for_a_new_password_is_sent_where_none_counts() {
    var shop = day.anna("Shop", ClientRole.MEMBER);
    day.accounts.passwords().forgot(ANNA, Optional.of("en"), OFFICE, day.now);
    assertThat(day.mails.of(MailKind.RESET)).hasSize(1);
    provide(shop, Passwords.REFUSED);
    day.accounts.passwords().forgot(ANNA, Optional.of("en"), OFFICE, day.now);
    assertThat(day.mails.of(MailKind.RESET)).hasSize(1);
  }
}
