package io.parley.sessions.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.Limit;
import io.parley.core.limit.Weights;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FairPlacesTest {
  private static final TenantId NOISY = new TenantId("noisy");
  private static final TenantId QUIET = new TenantId("quiet");
  private static final TenantId LARGE = new TenantId("large");
  private static final int MAX = 100;

  private final FairPlaces places =
      new FairPlaces(
          MAX, Limit.COMMANDS, Limit.COMMANDS_PER_TENANT, new Weights(Map.of(LARGE, 3.0)));
  private Instant now = Instant.parse("2026-11-26T08:00:00Z");

  /// @return how many were taken until the first refusal
  private int takeAll(TenantId tenant) {
    int taken = 0;
    while (places.enter(tenant, now).isEmpty()) taken++;
    return taken;
  }

  private void leave(TenantId tenant, int number) {
    for (int i = 0; i < number; i++) places.leave(tenant);
  }

  @Test
  void one_organisation_alone_may_have_all_places() {
    assertThat(takeAll(NOISY)).isEqualTo(MAX);
    assertThat(places.enter(NOISY, now)).contains(Limit.COMMANDS);
    leave(NOISY, 10);
    assertThat(takeAll(NOISY)).isEqualTo(10);
  }

  @Test
  void once_another_was_refused_something_is_left_for_it() {
    takeAll(NOISY);
    assertThat(places.enter(QUIET, now)).contains(Limit.COMMANDS);
    leave(NOISY, 20);
    assertThat(places.enter(NOISY, now)).contains(Limit.COMMANDS_PER_TENANT);
    assertThat(places.enter(QUIET, now)).isEmpty();
    leave(NOISY, 60);
    assertThat(takeAll(NOISY)).isPositive();
    // half of all is free for the others
    assertThat(places.used()).isBetween(49, 52);
  }

  @Test
  void the_weight_moves_the_share() {
    takeAll(NOISY);
    assertThat(places.enter(QUIET, now)).contains(Limit.COMMANDS);
    leave(NOISY, MAX);
    assertThat(takeAll(LARGE)).isEqualTo(75);
  }

  @Test
  void a_share_lasts_while_it_is_met_beside_others() {
    takeAll(NOISY);
    assertThat(places.enter(QUIET, now)).contains(Limit.COMMANDS);
    leave(NOISY, MAX - 50);
    assertThat(places.enter(QUIET, now)).isEmpty();
    for (int i = 0; i < 3; i++) {
      now = now.plus(FairPlaces.PRESSURE.minusMillis(1));
      assertThat(places.enter(NOISY, now)).contains(Limit.COMMANDS_PER_TENANT);
    }
    now = now.plus(FairPlaces.PRESSURE);
    assertThat(takeAll(NOISY)).isEqualTo(MAX - 51);
  }

  @Test
  void a_share_ends_when_nobody_else_is_there() {
    takeAll(NOISY);
    assertThat(places.enter(QUIET, now)).contains(Limit.COMMANDS);
    leave(NOISY, MAX - 50);
    assertThat(places.enter(NOISY, now)).contains(Limit.COMMANDS_PER_TENANT);
    now = now.plus(FairPlaces.PRESSURE);
    assertThat(takeAll(NOISY)).isEqualTo(50);
  }
}
