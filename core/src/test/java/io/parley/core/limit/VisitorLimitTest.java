package io.parley.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.limit.VisitorLimit.Counts;
import io.parley.core.limit.VisitorLimit.Decision;
import io.parley.core.limit.VisitorLimit.Granted;
import io.parley.core.limit.VisitorLimit.Refused;
import io.parley.core.limit.VisitorLimit.Scope;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VisitorLimitTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final VisitorLimit LIMIT = new VisitorLimit(3, 5, 20, Duration.ofMinutes(1));

  private static Decision ask(VisitorLimit limit, long address, long block, long all, int blocks) {
    return limit.ask(new Counts(count(address), count(block), count(all), blocks), NOON);
  }

  private static SlidingCount count(long amount) {
    return SlidingCount.empty(LIMIT.window()).plus(amount, NOON);
  }

  @Test
  void an_address_a_block_and_all_have_a_limit_each() {
    assertThat(ask(LIMIT, 2, 2, 2, 1)).isEqualTo(new Granted(0));
    assertThat(ask(LIMIT, 3, 3, 3, 1))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.scope()).isEqualTo(Scope.ADDRESS));
    assertThat(ask(LIMIT, 0, 5, 5, 1))
        .isInstanceOfSatisfying(Refused.class, no -> assertThat(no.scope()).isEqualTo(Scope.BLOCK));
    assertThat(ask(LIMIT, 0, 0, 20, 4))
        .isInstanceOfSatisfying(Refused.class, no -> assertThat(no.scope()).isEqualTo(Scope.ALL));
  }

  @Test
  void the_share_of_a_block_shrinks_as_the_total_is_used() {
    assertThat(ask(LIMIT, 0, 4, 4, 1)).isInstanceOf(Granted.class);
    assertThat(ask(LIMIT, 0, 4, 17, 5)).isInstanceOf(Refused.class);
    assertThat(ask(LIMIT, 0, 0, 19, 5)).isInstanceOf(Granted.class);
  }

  @Test
  void a_retry_after_the_given_time_is_accepted() {
    var counts = new Counts(count(3), count(3), count(3), 1);
    var refused = (Refused) LIMIT.ask(counts, NOON);
    assertThat(LIMIT.ask(counts, NOON.plus(refused.retryAfter()))).isInstanceOf(Granted.class);
  }

  @Test
  void nodes_share_a_limit() {
    var third = new VisitorLimit(60, 240, 9_600, Duration.ofMinutes(1)).ofOneOf(3);
    assertThat(third).isEqualTo(new VisitorLimit(20, 80, 3_200, Duration.ofMinutes(1)));
    assertThat(LIMIT.ofOneOf(1)).isEqualTo(LIMIT);
    assertThat(LIMIT.ofOneOf(1_000).perAddress()).isEqualTo(1);
  }

  @Test
  void the_limit_of_a_block_is_at_least_that_of_an_address() {
    assertThatThrownBy(() -> new VisitorLimit(2, 1, 9, Duration.ofMinutes(1)))
        .hasMessageContaining("2 per address, 1 per block");
  }
}
