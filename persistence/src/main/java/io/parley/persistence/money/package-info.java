/// What models used and cost, and what budgets have left, in tables:
/// [io.parley.persistence.money.JdbcAccounts] is the only door. The rules are core's
/// ([io.parley.core.money]); here they are applied to rows that are locked, in the order of their
/// keys.
package io.parley.persistence.money;
