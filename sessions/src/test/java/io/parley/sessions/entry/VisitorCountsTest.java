package io.parley.sessions.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.VisitorLimit;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VisitorCountsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final VisitorCounts counts =
      new VisitorCounts(new VisitorLimit(2, 2, Long.MAX_VALUE, MINUTE), 3, () -> 1);

  private boolean takes(int network, Instant at) {
    var from = RemoteAddress.of(InetAddress.ofLiteral("10.0." + network + ".1"));
    return counts.take(from, 1, at) instanceof VisitorLimit.Granted;
  }

  @Test
  void a_busy_address_is_not_forgotten_in_favour_of_new_ones() {
    assertThat(takes(1, NOON)).isTrue();
    assertThat(takes(1, NOON)).isTrue();
    for (int network = 2; network < 100; network++) {
      assertThat(takes(network, NOON)).isTrue();
      assertThat(takes(1, NOON)).isFalse();
    }
  }

  @Test
  void the_address_quiet_for_longest_is_forgotten_first() {
    takes(1, NOON);
    takes(1, NOON);
    for (int network = 2; network <= 4; network++) takes(network, NOON);
    assertThat(takes(1, NOON)).isTrue();
  }

  @Test
  void an_address_may_continue_after_a_quiet_time() {
    takes(1, NOON);
    takes(1, NOON);
    assertThat(takes(1, NOON)).isFalse();
    assertThat(takes(1, NOON.plus(MINUTE.multipliedBy(2)))).isTrue();
  }
}
