package io.parley.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.RateLimit.Granted;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PermitsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final RateLimit LIMIT = new RateLimit(5, 1_000);

  @Test
  void everything_left_is_lent() {
    var counts = RateCounts.NONE.turn(NOON).turn(NOON).tokens(300, NOON);
    assertThat(LIMIT.left(counts, NOON)).isEqualTo(new Permits(3, 700));
  }

  @Test
  void a_turn_needs_a_turn_and_a_token() {
    assertThat(new Permits(1, 1).allowTurn()).isTrue();
    assertThat(new Permits(0, 1).allowTurn()).isFalse();
    assertThat(new Permits(1, 0).allowTurn()).isFalse();
    assertThat(new Permits(1, -20).allowTurn()).isFalse();
  }

  /// Holds however late the permits are used, and whatever is used meanwhile.
  @Test
  void permits_allow_no_turn_that_the_limit_would_refuse() {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var now = NOON;
      var counts = RateCounts.NONE;
      var lent = LIMIT.left(counts, now);
      for (int step = 0; step < 100; step++) {
        now = now.plusMillis(random.nextInt(20_000));
        if (random.nextInt(4) == 0) {
          long tokens = random.nextInt(400);
          counts = counts.tokens(tokens, now);
          lent = lent.without(new Permits(0, tokens));
        }
        if (!lent.allowTurn()) {
          lent = LIMIT.left(counts, now);
          assertThat(lent.allowTurn())
              .as("seed %d", seed)
              .isEqualTo(LIMIT.check(counts, now) instanceof Granted);
        }
        if (!lent.allowTurn()) continue;
        assertThat(LIMIT.check(counts, now)).as("seed %d", seed).isEqualTo(new Granted());
        counts = counts.turn(now);
        lent = lent.without(new Permits(1, 0));
      }
    }
  }
}
