package io.parley.core.model.own;

import io.parley.core.money.Budget;
import io.parley.core.money.Budget.AtLimit;
import io.parley.core.money.BudgetScope;
import io.parley.core.setting.Expect;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The limits of an organisation for the cost of its own models, in the installation's currency.
///
/// The constructor throws [IllegalArgumentException] with a message that names the field and what
/// was expected.
///
/// @param day of all its sessions; empty: no limit
/// @param month of all its sessions; empty: no limit
/// @param cheaper name of its model that makes calls past a limit which asks for a cheaper one
/// @param alertPercent percentage of a limit from which on it counts as nearly spent
public record OwnBudget(
    Optional<Limit> day, Optional<Limit> month, Optional<String> cheaper, int alertPercent) {
  public static final int ALERT_PERCENT = 80;

  /// No limit.
  public static final OwnBudget NONE =
      new OwnBudget(Optional.empty(), Optional.empty(), Optional.empty(), ALERT_PERCENT);

  private static final int ALL = 100;

  /// @param limitMicros in micro-units, 1 to [Budget#LIMIT_MAX]
  public record Limit(long limitMicros, AtLimit atLimit) {
    public Limit {
      Expect.that(
          "limitMicros",
          limitMicros >= 1 && limitMicros <= Budget.LIMIT_MAX,
          "1 to %d".formatted(Budget.LIMIT_MAX));
    }
  }

  public OwnBudget {
    Expect.that("alertPercent", alertPercent >= 1 && alertPercent <= ALL, "1 to 100");
    boolean wantsCheaper =
        Stream.concat(day.stream(), month.stream())
            .anyMatch(limit -> limit.atLimit() == AtLimit.CHEAPER);
    Expect.that(
        "cheaper",
        wantsCheaper == cheaper.isPresent(),
        "the name of a model where a limit has atLimit cheaper, else none");
    cheaper.ifPresent(
        name -> Expect.that("cheaper", OwnModelName.isName(name), "the name of one of its models"));
  }

  /// As the books keep them.
  public List<Budget> budgets() {
    return Stream.concat(
            day.stream().map(limit -> budget(BudgetScope.OWN_DAY, limit)),
            month.stream().map(limit -> budget(BudgetScope.OWN_MONTH, limit)))
        .toList();
  }

  private Budget budget(BudgetScope scope, Limit limit) {
    return new Budget(scope, limit.limitMicros(), limit.atLimit(), alertPercent);
  }
}
