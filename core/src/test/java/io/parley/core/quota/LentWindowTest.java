package io.parley.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LentWindowTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final long LOAN = LentWindow.LOAN.toMillis();
  private static final long MINUTE = 60_000;

  private LentWindow window = LentWindow.EMPTY;

  private Loan lend(long limit, long ahead, long atMillis) {
    return answer(Wish.permits(QuotaKind.TURNS, limit, ahead, Optional.empty()), atMillis);
  }

  private Loan answer(Wish wish, long atMillis) {
    var answer = window.answer(wish, NOON.plusMillis(atMillis));
    window = answer.after();
    return answer.loan();
  }

  @Test
  void permits_are_lent_as_far_as_they_are_left() {
    assertThat(lend(10, 4, 0).permits()).isEqualTo(4);
    assertThat(lend(10, 4, 100).left()).isEqualTo(2);
    assertThat(lend(10, 4, 200).permits()).isEqualTo(2);
    var refused = lend(10, 4, 300);
    assertThat(refused.permits()).isZero();
    assertThat(refused.left()).isZero();
    // the first slot is half a second long
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(500 + MINUTE + LOAN - 300));
  }

  @Test
  void what_was_lent_returns_when_no_minute_can_hold_it_any_more() {
    lend(1, 1, 0);
    assertThat(lend(1, 1, MINUTE + LOAN + 499).permits()).isZero();
    assertThat(lend(1, 1, MINUTE + LOAN + 500).permits()).isEqualTo(1);
  }

  @Test
  void returned_permits_are_lent_again() {
    var loan = lend(5, 5, 0);
    assertThat(lend(5, 1, 3_000).permits()).isZero();
    var back = Wish.back(QuotaKind.TURNS, 5, new Wish.Unused(loan.slot(), 3));
    assertThat(answer(back, 3_000).left()).isEqualTo(3);
    assertThat(lend(5, 9, 3_000).permits()).isEqualTo(3);
  }

  @Test
  void no_more_returns_than_was_lent() {
    lend(5, 2, 0);
    var back = Wish.back(QuotaKind.TURNS, 5, new Wish.Unused(lend(5, 1, 0).slot(), 100));
    assertThat(answer(back, 3_000).left()).isEqualTo(5);
    var unknown = Wish.back(QuotaKind.TURNS, 5, new Wish.Unused(7, 100));
    assertThat(answer(unknown, 3_000).left()).isEqualTo(5);
  }

  @Test
  void tokens_are_counted_after_their_use_and_may_exceed_the_limit() {
    assertThat(answer(Wish.used(QuotaKind.TOKENS, 1_000, 900), 0).left()).isEqualTo(100);
    var over = answer(Wish.used(QuotaKind.TOKENS, 1_000, 400), 1_000);
    assertThat(over.left()).isZero();
    assertThat(over.retryAfter()).isEqualTo(Duration.ofMillis(500 + MINUTE + LOAN - 1_000));
    assertThat(answer(Wish.used(QuotaKind.TOKENS, 1_000, 0), MINUTE + LOAN + 600).left())
        .isEqualTo(600);
  }

  @Test
  void a_lower_limit_applies_to_what_was_lent_before() {
    lend(10, 8, 0);
    assertThat(lend(5, 1, 100).permits()).isZero();
    assertThat(lend(20, 20, 200).permits()).isEqualTo(12);
  }

  @Test
  void a_clock_that_steps_back_gives_nothing_back() {
    lend(3, 3, 10_000);
    assertThat(lend(3, 1, 0).permits()).isZero();
    assertThat(lend(3, 1, 0).retryAfter()).isPositive();
  }

  /// Nodes borrow at random, use permits at random within the loan, and return some. Whichever
  /// minute one looks at, no more was used in it than the quota.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void no_minute_has_more_uses_than_the_quota(long seed) {
    var random = new Random(seed);
    long limit = 1 + random.nextLong(40);
    var used = new ArrayList<Long>();
    long now = 0;
    for (int i = 0; i < 3_000; i++) {
      now += random.nextLong(400);
      var loan = lend(limit, 1 + random.nextLong(6), now);
      long uses = Math.min(loan.permits(), random.nextLong(7));
      for (long use = 0; use < uses; use++) used.add(now + random.nextLong(LOAN));
      if (uses < loan.permits() && random.nextBoolean())
        answer(
            Wish.back(QuotaKind.TURNS, limit, new Wish.Unused(loan.slot(), loan.permits() - uses)),
            now + random.nextLong(100));
    }
    used.sort(null);
    assertThat(used).isNotEmpty();
    for (int first = 0, last = 0; last < used.size(); last++) {
      while (used.get(last) - used.get(first) >= MINUTE) first++;
      assertThat(last - first + 1).as("seed %d", seed).isLessThanOrEqualTo((int) limit);
    }
  }

  @Test
  void a_window_stays_small() {
    for (int i = 0; i < 10_000; i++) lend(1_000_000, 1, i * 100L);
    assertThat(window.slots().size()).isLessThanOrEqualTo(LentWindow.SLOTS + 6);
  }

  @Test
  void a_plan_has_defaults_for_what_it_does_not_name() {
    var defaults = new QuotaPlan(Map.of(QuotaKind.TURNS, 10L, QuotaKind.CALLS, 2L));
    var own = new QuotaPlan(Map.of(QuotaKind.TURNS, 0L, QuotaKind.SEATS, 5L)).over(defaults);
    assertThat(own.limit(QuotaKind.TURNS)).isEqualTo(OptionalLong.empty());
    assertThat(own.limit(QuotaKind.CALLS)).isEqualTo(OptionalLong.of(2));
    assertThat(own.limit(QuotaKind.SEATS)).isEqualTo(OptionalLong.of(5));
    assertThat(own.limit(QuotaKind.UPLOADS)).isEqualTo(OptionalLong.empty());
    for (var kind : QuotaKind.values()) assertThat(QuotaKind.of(kind.word())).contains(kind);
  }

  @Test
  void the_lower_one_of_a_plans_limit_and_the_organisations_own_holds() {
    var defaults = new QuotaPlan(Map.of(QuotaKind.TURNS, 10L, QuotaKind.UPLOADS, 0L));
    var own = Map.of(QuotaKind.TURNS, 20L, QuotaKind.UPLOADS, 5L);
    var plan = QuotaPlan.NONE.with(own).over(defaults);
    assertThat(plan.limit(QuotaKind.TURNS)).as("within the plan").isEqualTo(OptionalLong.of(10));
    assertThat(plan.limit(QuotaKind.UPLOADS)).isEqualTo(OptionalLong.of(5));
    var larger = new QuotaPlan(Map.of(QuotaKind.TURNS, 60L)).with(own).over(defaults);
    assertThat(larger.limit(QuotaKind.TURNS)).isEqualTo(OptionalLong.of(20));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuotaPlan.NONE.with(Map.of(QuotaKind.TURNS, 0L)));
  }

  @Test
  void limits_and_wishes_have_bounds() {
    for (var limit : List.of(-1L, QuotaPlan.MAX + 1))
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new QuotaPlan(Map.of(QuotaKind.TURNS, limit)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Wish(QuotaKind.TURNS, 0, 1, 1, 0, Optional.empty()));
  }
}
