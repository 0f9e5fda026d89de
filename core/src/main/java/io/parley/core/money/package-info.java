/// Costs of models, and budgets. Amounts are `long`s in micro-units, millionths of the
/// installation's one currency, and never floating point. Start with
/// [io.parley.core.money.PriceList] for costs of calls, with [io.parley.core.money.BudgetPlan] for
/// limits and their periods, and with [io.parley.core.money.Account] and
/// [io.parley.core.money.Purse] for the way several nodes share one budget without spending it
/// twice. [io.parley.core.money.Accounts] is the port to the stored books.
package io.parley.core.money;
