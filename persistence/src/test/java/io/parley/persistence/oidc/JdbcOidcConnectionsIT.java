package io.parley.persistence.oidc;

import static io.parley.persistence.oidc.OidcFixture.ACT;
import static io.parley.persistence.oidc.OidcFixture.BANK;
import static io.parley.persistence.oidc.OidcFixture.DOMAIN;
import static io.parley.persistence.oidc.OidcFixture.ID;
import static io.parley.persistence.oidc.OidcFixture.KEYS;
import static io.parley.persistence.oidc.OidcFixture.NOON;
import static io.parley.persistence.oidc.OidcFixture.SHOP;
import static io.parley.persistence.oidc.OidcFixture.connection;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.identity.OidcConnections;
import io.parley.core.identity.OidcConnections.Opened;
import io.parley.core.identity.OidcConnections.Stored;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.NameCommand;
import io.parley.persistence.secret.Keyring;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcOidcConnectionsIT {
  private static final String SECRET = "a-secret-that-nobody-reads";
  private static final OidcConnectionId OTHER = new OidcConnectionId(new UUID(8, 8));
  private static final CustomDomain SECOND = new CustomDomain("second.example");

  private final OidcFixture fixture = new OidcFixture();
  private final JdbcOidcConnections connections = fixture.connections;

  @AfterEach
  void close() {
    fixture.close();
  }

  private Stored create(OidcConnection connection) {
    return get(connections.create(connection, SECRET, ACT));
  }

  private Stored replace(OidcConnection connection, Optional<String> secret) {
    return get(connections.replace(connection, secret, ACT));
  }

  @Test
  void a_provider_comes_back_as_it_was_stored() {
    var wanted = connection(ID, DOMAIN);
    assertThat(create(wanted)).isEqualTo(Stored.DONE);
    assertThat(get(connections.find(SHOP, ID))).contains(wanted);
    assertThat(get(connections.list(SHOP))).containsExactly(wanted);
    assertThat(get(connections.open(SHOP, ID))).contains(new Opened(wanted, SECRET));
  }

  @Test
  void a_domain_leads_to_its_provider_whosever_it_is() {
    create(connection(ID, DOMAIN));
    assertThat(get(connections.find(DOMAIN))).contains(connection(ID, DOMAIN));
    assertThat(get(connections.find(SECOND))).isEmpty();
  }

  @Test
  void another_organisation_has_nothing_of_it() {
    create(connection(ID, DOMAIN));
    assertThat(get(connections.list(BANK))).isEmpty();
    assertThat(get(connections.find(BANK, ID))).isEmpty();
    assertThat(get(connections.open(BANK, ID))).isEmpty();
    assertThat(get(connections.delete(BANK, ID, ACT))).isFalse();
    assertThat(get(connections.find(SHOP, ID))).isPresent();
  }

  @Test
  void only_domains_that_the_organisation_has_proved_count() {
    assertThat(create(connection(ID, SECOND))).isEqualTo(Stored.DOMAIN_NOT_PROVED);
    assertThat(create(connection(ID, new CustomDomain("bank.example"))))
        .isEqualTo(Stored.DOMAIN_NOT_PROVED);
    fixture.claim(SHOP, SECOND);
    assertThat(create(connection(ID, DOMAIN, SECOND))).isEqualTo(Stored.DOMAIN_NOT_PROVED);
    assertThat(get(connections.list(SHOP))).isEmpty();
  }

  @Test
  void a_deleted_organisation_leaves_no_provider_and_no_secret() {
    create(connection(ID, DOMAIN));
    fixture.apply(SHOP, new LifecycleCommand.RequestDeletion());
    assertThat(get(connections.find(SHOP, ID))).isPresent();
    fixture.applyAt(SHOP, new LifecycleCommand.Delete(), NOON.plus(Duration.ofDays(30)));
    assertThat(fixture.db.count("sign_in_provider")).isZero();
    assertThat(get(connections.find(DOMAIN))).isEmpty();
  }

  @Test
  void a_domain_has_one_provider() {
    create(connection(ID, DOMAIN));
    assertThat(create(connection(OTHER, DOMAIN))).isEqualTo(Stored.DOMAIN_TAKEN);
    fixture.prove(SHOP, SECOND);
    assertThat(create(connection(OTHER, SECOND))).isEqualTo(Stored.DONE);
    assertThat(replace(connection(OTHER, SECOND, DOMAIN), Optional.empty()))
        .isEqualTo(Stored.DOMAIN_TAKEN);
  }

  @Test
  void a_domain_that_the_organisation_removes_goes_from_its_provider() {
    create(connection(ID, DOMAIN));
    fixture.apply(SHOP, new NameCommand.RemoveDomain(DOMAIN));
    assertThat(get(connections.find(DOMAIN))).isEmpty();
    assertThat(get(connections.list(SHOP))).containsExactly(connection(ID));
  }

  @Test
  void the_secret_stays_for_the_same_client_and_is_needed_for_another() {
    create(connection(ID, DOMAIN));
    fixture.prove(SHOP, SECOND);
    assertThat(replace(connection(ID, SECOND), Optional.empty())).isEqualTo(Stored.DONE);
    assertThat(get(connections.open(SHOP, ID)))
        .contains(new Opened(connection(ID, SECOND), SECRET));

    var moved = connection(ID, "https://evil.example", "client", DOMAIN);
    assertThat(replace(moved, Optional.empty())).isEqualTo(Stored.SECRET_NEEDED);
    assertThat(
            replace(connection(ID, "https://id.shop.example", "other", DOMAIN), Optional.empty()))
        .isEqualTo(Stored.SECRET_NEEDED);
    assertThat(replace(moved, Optional.of("theirs"))).isEqualTo(Stored.DONE);
    assertThat(get(connections.open(SHOP, ID))).contains(new Opened(moved, "theirs"));
  }

  @Test
  void a_secret_is_not_opened_for_an_issuer_that_somebody_wrote_into_the_row() throws Exception {
    create(connection(ID, DOMAIN));
    try (var owner = fixture.db.connect();
        var statement = owner.createStatement()) {
      statement.executeUpdate("UPDATE sign_in_provider SET issuer = 'https://evil.example'");
    }
    assertThat(get(connections.open(SHOP, ID))).isEmpty();
  }

  @Test
  void without_a_key_nothing_is_stored_and_with_another_nothing_is_read() {
    var without = new JdbcOidcConnections(fixture.db.database(), Keyring.empty());
    assertThat(get(without.create(connection(ID, DOMAIN), SECRET, ACT))).isEqualTo(Stored.NO_KEY);
    create(connection(ID, DOMAIN));
    var key = Keyring.of("new:" + Base64.getEncoder().encodeToString(new byte[32]));
    var other = new JdbcOidcConnections(fixture.db.database(), key);
    assertThat(get(other.open(SHOP, ID))).isEmpty();
    assertThat(KEYS.isEmpty()).isFalse();
  }

  @Test
  void what_is_missing_is_not_replaced() {
    assertThat(replace(connection(ID, DOMAIN), Optional.of(SECRET))).isEqualTo(Stored.MISSING);
  }

  @Test
  void an_organisation_has_so_many_providers_and_no_more() {
    for (int i = 0; i < OidcConnections.COUNT_MAX; i++) {
      var domain = new CustomDomain("d" + i + ".example");
      fixture.prove(SHOP, domain);
      assertThat(create(connection(new OidcConnectionId(new UUID(9, i)), domain)))
          .isEqualTo(Stored.DONE);
    }
    assertThat(create(connection(ID, DOMAIN))).isEqualTo(Stored.TOO_MANY);
  }

  @Test
  void changes_are_in_the_audit_trail_without_the_secret() {
    create(connection(ID, DOMAIN));
    replace(connection(ID, DOMAIN), Optional.of("a-later-secret"));
    assertThat(get(connections.delete(SHOP, ID, ACT))).isTrue();
    assertThat(get(connections.delete(SHOP, ID, ACT))).isFalse();
    var entries =
        get(fixture.trail.page(SHOP.tenant(), 0, 100)).stream()
            .filter(entry -> entry.change().action().startsWith("sign-in-provider"))
            .toList();
    assertThat(entries)
        .extracting(entry -> entry.change().action())
        .containsExactly(
            "sign-in-provider-created", "sign-in-provider-changed", "sign-in-provider-deleted");
    assertThat(entries.getFirst().change().after())
        .containsEntry("issuer", "https://id.shop.example")
        .containsEntry("domains", "shop.example")
        .containsEntry("passwords", "owners")
        .containsEntry("admits", "member,viewer")
        .containsEntry("reach", "manage-organisation,read");
    assertThat(entries.get(1).change().after()).containsEntry("secret", "replaced");
    assertThat(entries.toString()).doesNotContain(SECRET).doesNotContain("a-later-secret");
  }
}
