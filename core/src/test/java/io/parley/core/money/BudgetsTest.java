package io.parley.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.money.Budget.AtLimit;
import io.parley.core.money.Budget.State;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Limits and their periods.
class BudgetsTest {
  private static final SessionKey SESSION =
      new SessionKey(TenantId.DEFAULT, new SessionId("s1234567"));
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

  @ParameterizedTest
  @CsvSource({
    // 1 January 2027 is a Friday, in the last ISO week of 2026
    "2027-01-01T00:30:00Z, UTC, 2027-01-01, 2026-W53, 2027-01",
    "2026-11-21T23:30:00Z, UTC, 2026-11-21, 2026-W47, 2026-11",
    "2026-11-21T23:30:00Z, Europe/Vienna, 2026-11-22, 2026-W47, 2026-11",
    "2026-11-22T23:30:00Z, Europe/Vienna, 2026-11-23, 2026-W48, 2026-11",
    "2026-11-30T23:30:00Z, Europe/Vienna, 2026-12-01, 2026-W49, 2026-12",
  })
  void periods_are_named_by_the_calendar(
      Instant at, ZoneId zone, String day, String week, String month) {
    assertThat(BudgetScope.DAY.period(SESSION, at, zone).key().id()).isEqualTo(day);
    assertThat(BudgetScope.WEEK.period(SESSION, at, zone).key().id()).isEqualTo(week);
    assertThat(BudgetScope.MONTH.period(SESSION, at, zone).key().id()).isEqualTo(month);
    assertThat(BudgetScope.SESSION.period(SESSION, at, zone).key().id()).isEqualTo("s1234567");
  }

  @Test
  void periods_are_contiguous_when_clocks_change() {
    for (var scope : List.of(BudgetScope.DAY, BudgetScope.WEEK, BudgetScope.MONTH)) {
      var at = Instant.parse("2026-01-01T12:00:00Z");
      for (int i = 0; i < 60; i++) {
        var period = scope.period(SESSION, at, VIENNA);
        var bounds = period.bounds().orElseThrow();
        assertThat(bounds.start()).isBefore(bounds.end());
        assertThat(scope.period(SESSION, bounds.start(), VIENNA)).isEqualTo(period);
        assertThat(scope.period(SESSION, bounds.end().minusMillis(1), VIENNA)).isEqualTo(period);
        assertThat(scope.period(SESSION, bounds.end(), VIENNA).key()).isNotEqualTo(period.key());
        assertThat(scope.bounds(bounds.end(), VIENNA).orElseThrow().start())
            .isEqualTo(bounds.end());
        at = bounds.end();
      }
    }
    assertThat(BudgetScope.DAY.bounds(Instant.parse("2026-03-29T12:00:00Z"), VIENNA))
        .get()
        .extracting(bounds -> Duration.between(bounds.start(), bounds.end()))
        .isEqualTo(Duration.ofHours(23));
    assertThat(BudgetScope.SESSION.period(SESSION, at(0), VIENNA).bounds()).isEmpty();
  }

  @Test
  void a_budget_alerts_from_its_percentage_on_and_is_spent_at_its_limit() {
    var budget = new Budget(BudgetScope.DAY, 1_001, AtLimit.STOP, 80);
    assertThat(budget.alertMicros()).isEqualTo(801);
    assertThat(budget.state(800, false)).isEqualTo(State.OK);
    assertThat(budget.state(801, false)).isEqualTo(State.ALERT);
    assertThat(budget.state(1_000, false)).isEqualTo(State.ALERT);
    assertThat(budget.state(1_001, false)).isEqualTo(State.SPENT);
    assertThat(budget.state(900, true)).isEqualTo(State.SPENT);
    assertThat(budget.percent(1_000)).isEqualTo(99);
    assertThat(budget.percent(2_002)).isEqualTo(200);
  }

  @Test
  void the_largest_budget_does_not_overflow() {
    var budget = new Budget(BudgetScope.MONTH, Budget.LIMIT_MAX, AtLimit.STOP, 100);
    assertThat(budget.alertMicros()).isEqualTo(Budget.LIMIT_MAX);
    assertThat(budget.percent(50 * Budget.LIMIT_MAX)).isEqualTo(5_000);
  }

  @Test
  void invalid_budgets_are_refused() {
    assertThatThrownBy(() -> new Budget(BudgetScope.DAY, 0, AtLimit.STOP, 80))
        .hasMessageContaining("limitMicros: 0");
    assertThatThrownBy(() -> new Budget(BudgetScope.DAY, 1, AtLimit.STOP, 0))
        .hasMessageContaining("alertPercent: 0");
    var day = new Budget(BudgetScope.DAY, 1, AtLimit.STOP, 80);
    assertThatThrownBy(() -> new BudgetPlan(ZoneOffset.UTC, List.of(day, day)))
        .hasMessageContaining("two budgets");
  }

  @Test
  void a_call_counts_towards_each_budget_of_its_tenant() {
    var plan =
        new BudgetPlan(
            ZoneOffset.UTC,
            List.of(
                new Budget(BudgetScope.MONTH, 9, AtLimit.STOP, 80),
                new Budget(BudgetScope.SESSION, 5, AtLimit.CHEAPER, 80)));
    assertThat(plan.shares(SESSION, at(0)))
        .extracting(share -> share.period().key())
        .containsExactly(
            new Period.Key(TenantId.DEFAULT, BudgetScope.SESSION, "s1234567"),
            new Period.Key(TenantId.DEFAULT, BudgetScope.MONTH, "2026-11"));
  }

  @Test
  void an_organisations_own_budgets_have_periods_of_their_own() {
    var plan =
        new BudgetPlan(
            VIENNA,
            List.of(
                new Budget(BudgetScope.OWN_MONTH, 9, AtLimit.STOP, 80),
                new Budget(BudgetScope.OWN_DAY, 5, AtLimit.CHEAPER, 80)));
    assertThat(plan.shares(SESSION, at(0)))
        .extracting(share -> share.period().key())
        .containsExactly(
            new Period.Key(TenantId.DEFAULT, BudgetScope.OWN_DAY, "2026-11-21"),
            new Period.Key(TenantId.DEFAULT, BudgetScope.OWN_MONTH, "2026-11"));
    assertThat(BudgetScope.OF_MODELS).doesNotContainAnyElementsOf(BudgetScope.OF_ORGANISATIONS);
  }

  private static Instant at(long seconds) {
    return Instant.parse("2026-11-21T12:00:00Z").plusSeconds(seconds);
  }
}
