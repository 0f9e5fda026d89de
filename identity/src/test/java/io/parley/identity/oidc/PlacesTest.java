package io.parley.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.OrganisationId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Places places = new Places();

  private static OrganisationId organisation(int number) {
    return new OrganisationId(new UUID(1, number));
  }

  @Test
  void an_organisation_has_so_many_and_leaves_the_others_theirs() {
    for (int i = 0; i < Places.EACH_MAX; i++) assertThat(places.take(organisation(1))).isTrue();
    assertThat(places.take(organisation(1))).isFalse();
    assertThat(places.take(organisation(2))).isTrue();
    places.give(organisation(1));
    assertThat(places.take(organisation(1))).isTrue();
  }

  @Test
  void all_together_have_so_many() {
    for (int i = 0; i < Places.ALL_MAX; i++) assertThat(places.take(organisation(i))).isTrue();
    assertThat(places.take(organisation(Places.ALL_MAX))).isFalse();
    places.give(organisation(0));
    assertThat(places.take(organisation(Places.ALL_MAX))).isTrue();
  }
}
