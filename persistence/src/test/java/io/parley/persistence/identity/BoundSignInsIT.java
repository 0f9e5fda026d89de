package io.parley.persistence.identity;

import static io.parley.persistence.identity.IdentityFixture.NOON;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.tenant.TenantId;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Sign-ins by an organisation's own provider.
class BoundSignInsIT {
  private final IdentityFixture fixture = new IdentityFixture();
  private final JdbcRefreshFamilies families = new JdbcRefreshFamilies(fixture.db.database());

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Family family(String id, boolean isBound) {
    return new Family(
        id,
        "sign-in-" + id,
        new TenantId("shop"),
        "ada",
        NOON,
        NOON,
        "hash",
        Optional.empty(),
        Optional.empty(),
        1,
        isBound);
  }

  @Test
  void a_sign_in_stays_bound_through_its_changes() {
    get(families.create(family("free", false)));
    get(families.create(family("bound", true)));
    assertThat(get(families.find("bound"))).contains(family("bound", true));
    assertThat(get(families.findSignIn("sign-in-free")).orElseThrow().isBound()).isFalse();
    assertThat(get(families.replace(family("bound", false)))).isTrue();
    assertThat(get(families.findSignIn("sign-in-bound")).orElseThrow().isBound()).isTrue();
    assertThat(get(families.list("ada"))).hasSize(2);
  }
}
