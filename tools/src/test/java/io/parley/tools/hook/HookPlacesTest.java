package io.parley.tools.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.TenantId;
import org.junit.jupiter.api.Test;

class HookPlacesTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final TenantId MILL = new TenantId("mill");

  private final HookPlaces places = new HookPlaces(2);

  @Test
  void each_organisation_has_one_at_most() {
    assertThat(places.take(SHOP, false)).isTrue();
    assertThat(places.take(SHOP, false)).isFalse();
    assertThat(places.take(BANK, false)).isTrue();
    assertThat(places.take(MILL, false)).isFalse();
    assertThat(places.free()).isZero();
    places.leave(SHOP);
    assertThat(places.busy()).containsExactly(BANK);
    assertThat(places.take(MILL, false)).isTrue();
  }

  @Test
  void those_that_fail_have_half_of_them_at_most() {
    assertThat(places.freeForFailing()).isEqualTo(1);
    places.take(SHOP, true);
    assertThat(places.freeForFailing()).isZero();
    assertThat(places.free()).isEqualTo(1);
    places.take(BANK, false);
    places.leave(SHOP);
    assertThat(places.freeForFailing()).isEqualTo(1);
    places.take(MILL, false);
    assertThat(places.freeForFailing()).isZero();
  }
}
