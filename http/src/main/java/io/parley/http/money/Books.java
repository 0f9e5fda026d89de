package io.parley.http.money;

import io.parley.core.metering.Meterings;
import io.parley.core.money.Accounts;
import io.parley.core.money.BudgetPlan;

/// Usage and budgets, as the endpoints read them.
///
/// @param currency of all amounts (ISO 4217)
/// @param meterings usage records
public record Books(Accounts accounts, BudgetPlan plan, String currency, Meterings meterings) {}
