package io.parley.identity.oidc;

import static io.parley.identity.oidc.MemoryMembers.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnection.Passwords;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.OrganisationId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PasswordGateTest {
  private static final OidcConnectionId ID = new OidcConnectionId(new UUID(7, 7));
  private static final EmailAddress ADA = new EmailAddress("ada@shop.example");
  private static final EmailAddress EVE = new EmailAddress("eve@other.example");
  private static final OrganisationId BANK = new OrganisationId(new UUID(2, 2));

  private final MemoryOidcConnections connections = new MemoryOidcConnections();
  private final PasswordGate gate = PasswordGate.of(connections);

  private void with(Passwords passwords) {
    connections.put(
        new OidcConnection(
            ID,
            SHOP,
            "Shop",
            "https://id.shop.example",
            "client",
            Set.of(new CustomDomain("shop.example")),
            passwords,
            Set.of(),
            Optional.empty()),
        "secret");
  }

  private boolean isRefused(EmailAddress address, OrganisationId into, boolean isOwner) {
    var refused = gate.refused(address, into, isOwner).toCompletableFuture().join();
    refused.ifPresent(provider -> assertThat(provider).isEqualTo(ID));
    return refused.isPresent();
  }

  private boolean isRefused(EmailAddress address) {
    return gate.refused(address).toCompletableFuture().join().isPresent();
  }

  @Test
  void passwords_count_until_the_organisation_says_otherwise() {
    assertThat(isRefused(ADA, SHOP, false)).isFalse();
    with(Passwords.ALLOWED);
    assertThat(isRefused(ADA, SHOP, false)).isFalse();
    assertThat(isRefused(ADA)).isFalse();
  }

  @Test
  void owners_may_keep_theirs() {
    with(Passwords.OWNERS);
    assertThat(isRefused(ADA, SHOP, false)).isTrue();
    assertThat(isRefused(ADA, SHOP, true)).isFalse();
    assertThat(isRefused(ADA)).isFalse();
  }

  @Test
  void nobodys_counts_where_they_are_refused() {
    with(Passwords.REFUSED);
    assertThat(isRefused(ADA, SHOP, false)).isTrue();
    assertThat(isRefused(ADA, SHOP, true)).isTrue();
    assertThat(isRefused(ADA)).isTrue();
  }

  @Test
  void a_provider_speaks_for_its_domains_and_its_organisation_alone() {
    with(Passwords.REFUSED);
    assertThat(isRefused(EVE, SHOP, false)).isFalse();
    assertThat(isRefused(EVE)).isFalse();
    assertThat(isRefused(ADA, BANK, false)).isFalse();
  }
}
