package io.parley.sessions.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.RateLimit;
import io.parley.core.limit.VisitorQuota;
import io.parley.sessions.SessionSettings.VisitorSettings;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NodeVisitorsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final AtomicInteger nodes = new AtomicInteger(1);
  private final NodeVisitors visitors =
      new NodeVisitors(new VisitorSettings(new VisitorQuota(4, 2, 3), 2), nodes::get);

  @Test
  void a_node_of_several_grants_its_part() {
    nodes.set(2);
    assertThat(granted("one")).isTrue();
    visitors.modelCalled("one", NOON);
    assertThat(granted("one")).isFalse();
    assertThat(granted("other")).isTrue();
    nodes.set(1);
    assertThat(granted("one")).as("the others have left").isTrue();
  }

  @Test
  void refused_calls_are_not_counted() {
    for (int i = 0; i < 10; i++) visitors.takeEffect("one", NOON);
    assertThat(visitors.takeEffect("one", NOON.plusSeconds(2 * 3_600)))
        .isEqualTo(new RateLimit.Granted());
  }

  @Test
  void the_visitor_quiet_for_longest_is_forgotten_first() {
    for (int i = 0; i < 4; i++) visitors.modelCalled("one", NOON);
    visitors.modelCalled("other", NOON);
    assertThat(granted("one")).isFalse();
    visitors.modelCalled("third", NOON);
    assertThat(granted("one")).as("asked last").isFalse();
    visitors.modelCalled("other", NOON);
    visitors.modelCalled("third", NOON);
    assertThat(granted("one")).isTrue();
  }

  private boolean granted(String visitor) {
    return visitors.takeModelCall(visitor, NOON) instanceof RateLimit.Granted;
  }
}
