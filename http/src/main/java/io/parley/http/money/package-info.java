/// Model usage, its cost, and the state of budgets, for staff: `GET /v1/usage` and `GET
/// /v1/budgets`. Start at [io.parley.http.money.MoneyEndpoints].
package io.parley.http.money;
