package io.parley.core.money;

import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/// The budgets of every tenant, at most one for a scope.
///
/// @param zone whose midnights, Mondays and firsts of the month begin a period
public record BudgetPlan(ZoneId zone, List<Budget> budgets) {
  public BudgetPlan {
    budgets = budgets.stream().sorted(Comparator.comparing(Budget::scope)).toList();
    if (budgets.stream().map(Budget::scope).distinct().count() != budgets.size())
      throw new IllegalArgumentException("two budgets for one scope (expected: one)");
  }

  /// A budget and the period of it that a call counts into.
  public record Share(Budget budget, Period period) {}

  /// What a call of `session` at `at` counts into.
  public List<Share> shares(SessionKey session, Instant at) {
    return budgets.stream()
        .map(budget -> new Share(budget, budget.scope().period(session, at, zone)))
        .toList();
  }

  /// Those of them that are not one session's.
  public List<Share> shares(TenantId tenant, Instant at) {
    return budgets.stream()
        .filter(budget -> budget.scope() != BudgetScope.SESSION)
        .map(budget -> new Share(budget, budget.scope().period(tenant, at, zone)))
        .toList();
  }

  public boolean isEmpty() {
    return budgets.isEmpty();
  }
}
