package io.parley.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.limit.RateLimit.Granted;
import io.parley.core.limit.RateLimit.Refused;
import io.parley.core.limit.VisitorQuota.Use;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VisitorQuotaTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final VisitorQuota QUOTA = new VisitorQuota(3, 2, 5);

  @Test
  void model_calls_are_limited_per_minute() {
    var use = Use.NONE;
    for (int call = 0; call < 3; call++) {
      assertThat(QUOTA.modelCall(use, NOON)).isEqualTo(new Granted());
      use = use.modelCall(NOON);
    }
    assertThat(QUOTA.modelCall(use, NOON))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.policy()).isEqualTo("model-calls");
              assertThat(refused.quota()).isEqualTo(3);
              assertThat(refused.window()).isEqualTo(Duration.ofMinutes(1));
            });
    assertThat(QUOTA.effect(use, NOON)).as("another count").isEqualTo(new Granted());
    assertThat(QUOTA.modelCall(use, NOON.plusSeconds(120))).isEqualTo(new Granted());
  }

  @Test
  void the_limit_of_the_day_holds_after_the_hour() {
    var use = Use.NONE;
    int made = 0;
    var at = NOON;
    while (QUOTA.effect(use, at) instanceof Granted) {
      use = use.effect(at);
      made++;
      if (!(QUOTA.effect(use, at) instanceof Granted)) at = at.plus(Duration.ofHours(2));
    }
    assertThat(made).isEqualTo(5);
    assertThat(QUOTA.effect(use, at))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.window()).isEqualTo(Duration.ofDays(1)));
  }

  @Test
  void a_retry_after_the_given_time_is_granted() {
    var use = Use.NONE.effect(NOON).effect(NOON);
    var refused = (Refused) QUOTA.effect(use, NOON);
    assertThat(QUOTA.effect(use, NOON.plus(refused.retryAfter()))).isEqualTo(new Granted());
  }

  @Test
  void nodes_divide_the_quota_and_each_grants_at_least_one() {
    assertThat(QUOTA.ofOneOf(1)).isEqualTo(QUOTA);
    assertThat(QUOTA.ofOneOf(2)).isEqualTo(new VisitorQuota(2, 1, 3));
    assertThat(QUOTA.ofOneOf(9)).isEqualTo(new VisitorQuota(1, 1, 1));
  }

  @Test
  void a_day_allows_at_least_as_much_as_an_hour() {
    assertThatThrownBy(() -> new VisitorQuota(1, 3, 2)).hasMessageContaining("no fewer a day");
    assertThatThrownBy(() -> new VisitorQuota(0, 1, 1)).hasMessageContaining("expected: ≥ 1");
  }
}
