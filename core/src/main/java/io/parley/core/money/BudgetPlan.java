package io.parley.core.money;

import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/// The budgets of every tenant, at most one for a scope.
///
/// @param zone the time zone in which days, weeks and months begin
public record BudgetPlan(ZoneId zone, List<Budget> budgets) {
  public BudgetPlan {
    budgets = budgets.stream().sorted(Comparator.comparing(Budget::scope)).toList();
    if (budgets.stream().map(Budget::scope).distinct().count() != budgets.size())
      throw new IllegalArgumentException("two budgets for one scope (expected: one)");
  }

  /// A budget and its period that a call counts towards.
  public record Share(Budget budget, Period period) {}

  /// The budgets and periods that a call of `session` at `at` counts towards.
  public List<Share> shares(SessionKey session, Instant at) {
    return budgets.stream()
        .map(budget -> new Share(budget, budget.scope().period(session, at, zone)))
        .toList();
  }

  /// The same without budgets of single sessions.
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
