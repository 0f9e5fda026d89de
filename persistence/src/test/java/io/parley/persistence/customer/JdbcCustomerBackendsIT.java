package io.parley.persistence.customer;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.identity.CustomerBackends.Backend;
import io.parley.core.identity.CustomerBackends.Claims;
import io.parley.core.identity.CustomerBackends.Keys;
import io.parley.core.identity.CustomerBackends.Public;
import io.parley.core.identity.CustomerBackends.Published;
import io.parley.core.identity.CustomerBackends.Shared;
import io.parley.core.identity.CustomerBackends.Stored;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.testing.MigratedDatabase;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcCustomerBackendsIT {
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final Keyring KEYRING = Keyring.of("a:" + "A".repeat(43) + "=");
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final Keys SHARED = new Shared(Optional.of(SECRET));
  private static final Claims CLAIMS =
      new Claims("sub", Optional.of("name"), Optional.empty(), Map.of("plan", "tier", "a", "b"));

  private static final Act ACT =
      new Act(
          new Actor.Program("operator"),
          new RemoteAddress("192.0.2.7"),
          Instant.parse("2026-11-25T12:00:00Z"));

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcCustomerBackends backends = new JdbcCustomerBackends(db.database(), KEYRING);
  private final JdbcAuditTrail trail = new JdbcAuditTrail(db.database());

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void a_backend_of_each_kind_of_keys_is_stored_and_read_by_its_organisation() {
    var published = backend("a", new Published(URI.create("https://shop.example/keys")));
    var known = backend("b", new Public(List.of("one", "two")));
    var shared = backend("c", SHARED);
    for (var each : List.of(published, known, shared))
      assertThat(put(SHOP, each)).isEqualTo(Stored.DONE);
    assertThat(get(backends.open(SHOP))).containsExactly(published, known, shared);
    assertThat(get(backends.list(SHOP)))
        .containsExactly(published, known, shared.with(new Shared(Optional.empty())));
    assertThat(get(backends.open(BANK))).isEmpty();
    var elsewhere = new JdbcCustomerBackends(db.database(), Keyring.empty());
    assertThat(get(elsewhere.open(SHOP))).contains(shared.with(new Shared(Optional.empty())));
  }

  @Test
  void a_replaced_one_keeps_its_keys_if_none_are_given() {
    assertThat(get(backends.put(SHOP, backend("a", SHARED), Optional.empty(), ACT)))
        .isEqualTo(Stored.NO_KEYS);
    put(SHOP, backend("a", SHARED));
    var other =
        new Backend(
            "a",
            "https://other.example",
            "shop",
            SHARED,
            new Claims("id", Optional.empty(), Optional.empty(), Map.of()));
    assertThat(get(backends.put(SHOP, other, Optional.empty(), ACT))).isEqualTo(Stored.DONE);
    assertThat(get(backends.open(SHOP))).containsExactly(other);
    var published = other.with(new Published(URI.create("https://shop.example/keys")));
    put(SHOP, published);
    assertThat(get(backends.open(SHOP))).containsExactly(published);
  }

  @Test
  void an_issuer_and_its_audience_are_of_one_backend_of_each_organisation() {
    put(SHOP, backend("a", SHARED));
    var twin = new Backend("b", "https://a.example", "shop", SHARED, CLAIMS);
    assertThat(put(SHOP, twin)).isEqualTo(Stored.TAKEN);
    assertThat(put(BANK, twin)).isEqualTo(Stored.DONE);
    assertThat(get(backends.remove(BANK, "a", ACT))).isFalse();
    assertThat(get(backends.remove(SHOP, "a", ACT))).isTrue();
    assertThat(get(backends.remove(SHOP, "a", ACT))).isFalse();
    assertThat(put(SHOP, twin)).isEqualTo(Stored.DONE);
  }

  @Test
  void a_shared_key_is_encrypted_and_in_no_trail() {
    var locked = new JdbcCustomerBackends(db.database(), Keyring.empty());
    assertThat(get(locked.put(SHOP, backend("a", SHARED), Optional.of(SHARED), ACT)))
        .isEqualTo(Stored.LOCKED);
    put(SHOP, backend("a", SHARED));
    get(backends.remove(SHOP, "a", ACT));
    var entries = get(trail.page(SHOP, 0, 10));
    assertThat(entries)
        .extracting(entry -> entry.change().action())
        .containsExactly("customer-issuer-changed", "customer-issuer-removed");
    assertThat(entries.getFirst().change().after()).containsEntry("keys", "shared (entered)");
    assertThat(entries.toString()).doesNotContain(SECRET);
  }

  private Stored put(TenantId tenant, Backend backend) {
    return get(backends.put(tenant, backend, Optional.of(backend.keys()), ACT));
  }

  private static Backend backend(String name, Keys keys) {
    return new Backend(name, "https://" + name + ".example", "shop", keys, CLAIMS);
  }
}
