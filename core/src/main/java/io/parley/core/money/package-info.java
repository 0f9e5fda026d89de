/// What models cost, and how much may be spent. Amounts are `long`s in micro-units, millionths of
/// the installation's one currency, and never floating point. Begin with
/// [io.parley.core.money.PriceList] for what a call costs, with [io.parley.core.money.BudgetPlan]
/// for limits and their periods, and with [io.parley.core.money.Account] and
/// [io.parley.core.money.Purse] for how several nodes spend one budget without ever spending it
/// twice. [io.parley.core.money.Accounts] is the port to where it is kept.
package io.parley.core.money;
