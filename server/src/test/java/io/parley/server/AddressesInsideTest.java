package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.Organisation;
import io.parley.core.tenant.OrganisationId;
import io.parley.outbound.guard.GuardSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AddressesInsideTest {
  private static final OrganisationId SHOP = new OrganisationId(new UUID(1, 2));
  private static final String INSIDE = "parley.outbound.allow = [\"tools.intern:8443\"]\n";

  private static GuardSettings settings(String text) {
    return GuardSettings.from(
        ConfigFactory.parseString(text).withFallback(ConfigFactory.defaultReference()));
  }

  private static Organisation organisation(OrganisationId id, Lifecycle state) {
    return new Organisation(id, "Acme", state, Optional.empty(), Instant.EPOCH);
  }

  private static boolean warns(String settings, Organisation... organisations) {
    return AddressesInside.warning(settings(settings), List.of(organisations)).isPresent();
  }

  @Test
  void an_operator_who_allows_addresses_to_others_than_the_first_organisation_is_warned() {
    var own = organisation(OrganisationId.DEFAULT, new Lifecycle.Active());
    var other = organisation(SHOP, new Lifecycle.Active());
    var deleted = organisation(SHOP, new Lifecycle.Deleted());
    assertThat(warns(INSIDE, own, other)).isTrue();
    assertThat(warns(INSIDE, own, deleted)).isFalse();
    assertThat(warns(INSIDE, own)).isFalse();
    assertThat(warns("", own, other)).isFalse();
    var named = "parley.outbound.allow-organisations = [\"%s\"]".formatted(SHOP);
    assertThat(warns(INSIDE + named, own, other)).isFalse();
  }
}
