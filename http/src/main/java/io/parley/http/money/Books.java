package io.parley.http.money;

import io.parley.core.money.Accounts;
import io.parley.core.money.BudgetPlan;

/// Usage and budgets, as the endpoints read them.
///
/// @param currency of all amounts (ISO 4217)
public record Books(Accounts accounts, BudgetPlan plan, String currency) {}
