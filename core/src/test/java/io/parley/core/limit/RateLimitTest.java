package io.parley.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.limit.RateLimit.Granted;
import io.parley.core.limit.RateLimit.Refused;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final RateLimit limit = new RateLimit(3, 1_000);

  @Test
  void messages_are_accepted_up_to_the_limit() {
    var counts = RateCounts.NONE;
    for (int i = 0; i < 3; i++) {
      assertThat(limit.check(counts, NOON)).isEqualTo(new Granted());
      counts = counts.turn(NOON);
    }
    assertThat(limit.check(counts, NOON))
        .isEqualTo(new Refused("turns", 3, Duration.ofMinutes(1), Duration.ofSeconds(80)));
  }

  @Test
  void the_last_token_may_be_overdrawn_by_one_reply() {
    var nearly = RateCounts.NONE.tokens(999, NOON);
    assertThat(limit.check(nearly, NOON)).isEqualTo(new Granted());
    var over = nearly.tokens(500, NOON);
    assertThat(limit.check(over, NOON)).isInstanceOf(Refused.class);
  }

  @Test
  void tokens_are_refused_at_their_limit() {
    var spent = RateCounts.NONE.tokens(1_000, NOON);
    assertThat(limit.check(spent, NOON))
        .isEqualTo(new Refused("tokens", 1_000, Duration.ofHours(1), Duration.ofMinutes(61)));
  }

  @Test
  void messages_are_checked_before_tokens() {
    var both = RateCounts.NONE.turn(NOON).turn(NOON).turn(NOON).tokens(5_000, NOON);
    assertThat(limit.check(both, NOON))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.policy()).isEqualTo("turns"));
  }

  @Test
  void a_retry_after_the_given_time_is_accepted() {
    var counts = RateCounts.NONE.turn(NOON).turn(NOON).turn(NOON);
    var refused = (Refused) limit.check(counts, NOON.plusSeconds(7));
    var later = NOON.plusSeconds(7).plus(refused.retryAfter());
    assertThat(limit.check(counts, later)).isEqualTo(new Granted());
    assertThat(limit.check(counts, later.minusSeconds(1))).isInstanceOf(Refused.class);
  }

  @Test
  void a_clock_that_steps_back_lifts_no_limit() {
    var counts = RateCounts.NONE.turn(NOON).turn(NOON).turn(NOON);
    assertThat(limit.check(counts, NOON.minusMillis(1))).isInstanceOf(Refused.class);
  }

  @Test
  void a_limit_allows_at_least_one() {
    assertThatThrownBy(() -> new RateLimit(0, 1)).hasMessageContaining("turnsPerMinute: 0");
    assertThatThrownBy(() -> new RateLimit(1, 0)).hasMessageContaining("tokensPerHour: 0");
  }
}
