/// Models that know their costs and stop at their budgets. Start at
/// [io.parley.tools.money.BudgetedModel], which puts money aside before a call and settles with
/// what it really cost; [io.parley.tools.money.Wallet] is this node's money, lent by the books
/// ([io.parley.core.money.Accounts]), and [io.parley.tools.money.Bookkeeping] posts usage and
/// spending to them about once a second. The rules are core's ([io.parley.core.money]).
package io.parley.tools.money;
