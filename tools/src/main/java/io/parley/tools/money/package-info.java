/// Models that know what they cost and stop when what may be spent is spent. Begin with
/// [io.parley.tools.money.BudgetedModel], which puts money aside before a call and settles with
/// what it really cost; [io.parley.tools.money.Wallet] is this node's money, lent by the books
/// ([io.parley.core.money.Accounts]), and [io.parley.tools.money.Bookkeeping] tells them, about
/// once a second, what was used and spent. The rules are core's ([io.parley.core.money]).
package io.parley.tools.money;
