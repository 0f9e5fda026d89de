/// Model usage and its cost, usage records, and the state of budgets, for staff: `GET /v1/usage`,
/// `GET /v1/usage/records` and `GET /v1/budgets`. Start at [io.parley.http.money.MoneyEndpoints].
package io.parley.http.money;
