/// Usage and cost of models, and what budgets have left, in tables. All access is through
/// [io.parley.persistence.money.JdbcAccounts]. The rules are core's ([io.parley.core.money]); here
/// they are applied to rows that are locked in the order of their keys.
package io.parley.persistence.money;
