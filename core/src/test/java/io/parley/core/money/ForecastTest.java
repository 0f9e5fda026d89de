package io.parley.core.money;

import static io.parley.core.money.BudgetScope.DAY;
import static io.parley.core.money.BudgetScope.MONTH;
import static io.parley.core.money.BudgetScope.SESSION;
import static io.parley.core.money.BudgetScope.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.money.Forecast.Spending;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastTest {
  /// A Saturday; six hours of the day are left.
  private static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");

  private static Optional<Long> forecast(BudgetScope scope, long spent, List<Spending> spending) {
    return Forecast.of(scope, ZoneOffset.UTC, NOW, spent, spending);
  }

  private static Spending at(String hour, long cost) {
    var start = Instant.parse(hour);
    return new Spending(LocalDate.ofInstant(start, ZoneOffset.UTC), start, cost);
  }

  @Test
  void a_day_continues_at_the_rate_of_its_last_full_hours() {
    var spending =
        List.of(
            at("2026-11-21T15:00:00Z", 100),
            at("2026-11-21T16:00:00Z", 200),
            at("2026-11-21T17:00:00Z", 300),
            // this hour has only begun
            at("2026-11-21T18:00:00Z", 900));
    assertThat(forecast(DAY, 1_500, spending)).contains(1_500L + 6 * 200);
  }

  @Test
  void hours_before_the_first_spending_do_not_count_but_idle_ones_after_it_do() {
    assertThat(forecast(DAY, 600, List.of(at("2026-11-21T14:00:00Z", 600))))
        .contains(600L + 6 * 150);
    assertThat(forecast(DAY, 600, List.of(at("2026-11-21T03:00:00Z", 600)))).contains(600L);
  }

  @Test
  void one_hour_or_one_day_is_too_little_for_a_forecast() {
    assertThat(forecast(DAY, 600, List.of())).isEmpty();
    assertThat(forecast(DAY, 600, List.of(at("2026-11-21T17:00:00Z", 600)))).isEmpty();
    assertThat(forecast(DAY, 600, List.of(at("2026-11-21T16:00:00Z", 600)))).isPresent();
    assertThat(forecast(WEEK, 600, List.of(at("2026-11-20T00:00:00Z", 600)))).isEmpty();
    assertThat(forecast(WEEK, 600, List.of(at("2026-11-19T23:00:00Z", 600)))).isPresent();
    assertThat(forecast(SESSION, 600, List.of(at("2026-11-01T17:00:00Z", 600)))).isEmpty();
  }

  @Test
  void a_week_and_a_month_continue_at_the_rate_of_the_last_seven_full_days() {
    var spending = new ArrayList<Spending>();
    for (int day = 1; day <= 20; day++)
      spending.add(at("2026-11-%02dT09:00:00Z".formatted(day), day <= 13 ? 9_999 : 400));
    spending.add(at("2026-11-21T09:00:00Z", 100_000));
    // six hours and a day, six hours and nine days
    assertThat(forecast(WEEK, 5_000, spending)).contains(5_000L + 100 + 400);
    assertThat(forecast(MONTH, 5_000, spending)).contains(5_000L + 100 + 9 * 400);
  }

  @Test
  void days_follow_the_time_zone_and_its_clock_changes() {
    var vienna = ZoneId.of("Europe/Vienna");
    // the Sunday of 25 hours, seen on the Tuesday after it
    var now = Instant.parse("2026-10-26T23:00:00Z");
    var spending =
        List.of(
            new Spending(
                LocalDate.parse("2026-10-25"), Instant.parse("2026-10-24T22:00:00Z"), 490));
    assertThat(Forecast.of(WEEK, vienna, now, 0, spending)).contains(490L * 144 / 49);
  }

  @Test
  void a_month_of_the_largest_budget_does_not_overflow() {
    var spending = List.of(at("2026-11-01T00:00:00Z", Budget.LIMIT_MAX));
    assertThat(forecast(MONTH, Budget.LIMIT_MAX, spending)).contains(Budget.LIMIT_MAX);
    var lately = List.of(at("2026-11-19T00:00:00Z", Budget.LIMIT_MAX));
    assertThat(forecast(MONTH, 0, lately).orElseThrow()).isGreaterThan(4 * Budget.LIMIT_MAX);
  }
}
