package io.parley.sessions.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.Limit;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.tenant.TenantId;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The rules for floods of starts.
class StartLimiterTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");

  private int nodes = 1;
  private final RecordingMeter counted = new RecordingMeter();
  private final StartLimiter limiter =
      new StartLimiter(
          new EntrySettings.Starts(
              60, 240, 12_000, Duration.ofMinutes(1), 100_000, Duration.ofHours(1)),
          counted,
          () -> nodes);

  private boolean starts(String address) {
    return starts(SHOP, address);
  }

  private boolean starts(TenantId tenant, String address) {
    try {
      limiter.take(tenant, RemoteAddress.of(InetAddress.ofLiteral(address)), NOON);
      return true;
    } catch (Refused refused) {
      return false;
    }
  }

  private int flood(String block, int addresses) {
    int started = 0;
    for (int host = 1; host <= addresses; host++) while (starts(block + host)) started++;
    return started;
  }

  @Test
  void many_addresses_of_one_block_share_the_blocks_limit() {
    assertThat(flood("10.0.0.", 230)).isEqualTo(240);
    assertThat(starts("192.0.2.1")).isTrue();
    assertThat(counted.limits).contains(Limit.STARTS_PER_BLOCK);
  }

  @Test
  void many_addresses_of_many_blocks_leave_starts_for_others() {
    floodTogether(230);
    for (int visitor = 0; visitor < 20; visitor++)
      assertThat(starts("192.0." + visitor + ".1")).isTrue();
    assertThat(limiter.pressure(SHOP, NOON)).isGreaterThan(0.9);
  }

  @Test
  void a_crowd_at_one_organisation_leaves_all_starts_to_the_visitors_of_another() {
    floodTogether(230);
    assertThat(limiter.pressure(BANK, NOON)).isZero();
    int started = 0;
    for (int visitor = 0; visitor < 20; visitor++)
      while (starts(BANK, "192.0." + visitor + ".1")) started++;
    assertThat(started).as("as many as each address may").isEqualTo(20 * 60);
  }

  @Test
  void an_address_has_one_limit_at_all_organisations_together() {
    assertThat(flood("192.0.2.", 1)).isEqualTo(60);
    assertThat(starts(BANK, "192.0.2.1")).isFalse();
  }

  private void floodTogether(int blocks) {
    for (boolean more = true; more; ) {
      more = false;
      for (int block = 0; block < blocks; block++) more |= starts("10.1." + block + ".1");
    }
  }

  @Test
  void the_nodes_of_a_cluster_share_the_limit() {
    nodes = 3;
    assertThat(flood("10.0.0.", 1)).isEqualTo(20);
    // a block may 80, of which 20 are taken
    assertThat(flood("10.0.0.", 230)).isEqualTo(60);
  }

  @Test
  void an_ipv6_site_is_one_block() {
    int started = 0;
    for (int subnet = 0; subnet < 256; subnet++)
      while (starts("2001:db8:0:%x::1".formatted(subnet))) started++;
    assertThat(started).isEqualTo(240);
  }
}
