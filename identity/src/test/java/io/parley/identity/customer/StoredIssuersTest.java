package io.parley.identity.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.core.audit.Act;
import io.parley.core.identity.CustomerBackends.Backend;
import io.parley.core.identity.CustomerBackends.Claims;
import io.parley.core.identity.CustomerBackends.Keys;
import io.parley.core.identity.CustomerBackends.Public;
import io.parley.core.identity.CustomerBackends.Published;
import io.parley.core.identity.CustomerBackends.Shared;
import io.parley.core.identity.CustomerBackends.Stored;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.identity.customer.CustomerIssuers.Registration;
import io.parley.identity.testing.StoreDown;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoredIssuersTest {
  private static final OrganisationId LARCH = new OrganisationId(new UUID(1, 1));
  private static final OrganisationId BIRCH = new OrganisationId(new UUID(2, 2));
  private static final String ISSUER = "https://shop.example";
  private static final Keys SHARED = new Shared(Optional.of("0123456789abcdef0123456789abcdef"));
  private static final Claims CLAIMS =
      new Claims("sub", Optional.of("name"), Optional.of("locale"), Map.of());

  private final MemoryCustomerBackends store = new MemoryCustomerBackends();
  private long nanos;

  @Test
  void an_organisation_has_its_own_registrations_within_a_second() {
    var issuers = issuers();
    assertThat(issuers.of(LARCH.tenant())).isEmpty();
    put(LARCH, backend("shop", LARCH, SHARED));
    assertThat(issuers.of(LARCH.tenant())).isEmpty();
    assertThat(store.reads()).isEqualTo(1);
    nanos += StoredIssuers.HELD.toNanos();
    assertThat(StoredIssuers.HELD).isLessThan(Duration.ofSeconds(1));
    assertThat(issuers.of(LARCH.tenant()))
        .extracting(Registration::issuer)
        .extracting(CustomerIssuer::organisation, CustomerIssuer::audience)
        .containsExactly(tuple(LARCH.tenant(), LARCH.toString()));
    assertThat(issuers.of(BIRCH.tenant())).isEmpty();
  }

  @Test
  void a_store_that_is_down_is_asked_again() {
    var issuers = issuers();
    store.setDown(true);
    assertThatThrownBy(() -> issuers.of(LARCH.tenant())).hasCauseInstanceOf(StoreDown.class);
    store.setDown(false);
    put(LARCH, backend("shop", LARCH, SHARED));
    assertThat(issuers.of(LARCH.tenant())).hasSize(1);
  }

  @Test
  void those_of_the_configuration_come_first_and_once() {
    var id = OrganisationId.DEFAULT;
    var published = new Published(URI.create("https://shop.example/keys"));
    put(id, backend("a", id, SHARED));
    var other = new Backend("b", "https://other.example", id.toString(), published, CLAIMS);
    put(id, other);
    var configured =
        RegisteredBackends.registration(TenantId.DEFAULT, backend("file", id, published));
    var issuers = new StoredIssuers(CustomerIssuers.fixed(List.of(configured)), store, () -> nanos);
    assertThat(issuers.of(TenantId.DEFAULT))
        .containsExactly(configured, RegisteredBackends.registration(TenantId.DEFAULT, other));
  }

  @Test
  void an_audience_names_the_organisation_so_no_other_can_register_its_tokens() {
    var foreign = backend("shop", LARCH, SHARED);
    assertThatThrownBy(() -> RegisteredBackends.registration(BIRCH.tenant(), foreign))
        .hasMessageContaining("audience")
        .hasMessageContaining("the organisation's id");
    put(BIRCH, foreign);
    assertThat(issuers().of(BIRCH.tenant())).isEmpty();
    var longer = new Backend("shop", ISSUER, "https://chat.example/" + LARCH, SHARED, CLAIMS);
    assertThat(RegisteredBackends.registration(LARCH.tenant(), longer).issuer().audience())
        .isEqualTo(longer.audience());
  }

  @Test
  void keys_and_metadata_of_another_form_are_refused() {
    assertWrong(new Shared(Optional.of("x".repeat(31))), "sharedKey");
    assertWrong(new Public(List.of("no key")), "verifiers");
    assertWrong(new Published(URI.create("http://shop.example/keys")), "address of the keys");
    var claims = new Claims("sub", Optional.empty(), Optional.empty(), Map.of("a b", "c"));
    var backend = new Backend("shop", ISSUER, LARCH.toString(), SHARED, claims);
    assertThatThrownBy(() -> RegisteredBackends.registration(LARCH.tenant(), backend))
        .hasMessageContaining("metadata");
  }

  @Test
  void a_shared_key_that_cannot_be_decrypted_leaves_its_registration() {
    var sealed = backend("shop", LARCH, new Shared(Optional.empty()));
    assertThat(RegisteredBackends.registration(LARCH.tenant(), sealed).issuer().keys())
        .isEqualTo(new CustomerIssuer.Locked());
  }

  private static void assertWrong(Keys keys, String message) {
    var backend = backend("shop", LARCH, keys);
    assertThatThrownBy(() -> RegisteredBackends.registration(LARCH.tenant(), backend))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private StoredIssuers issuers() {
    return new StoredIssuers(CustomerIssuers.fixed(List.of()), store, () -> nanos);
  }

  private void put(OrganisationId organisation, Backend backend) {
    var act = Act.ofProgram("test", Instant.EPOCH);
    var stored = store.put(organisation.tenant(), backend, Optional.of(backend.keys()), act);
    assertThat(stored.toCompletableFuture()).isCompletedWithValue(Stored.DONE);
  }

  private static Backend backend(String name, OrganisationId organisation, Keys keys) {
    return new Backend(name, ISSUER, organisation.toString(), keys, CLAIMS);
  }
}
