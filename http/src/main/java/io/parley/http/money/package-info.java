/// What models used and cost, and how budgets stand, for people of the company: `GET /v1/usage` and
/// `GET /v1/budgets`. [io.parley.http.money.MoneyEndpoints] is the door.
package io.parley.http.money;
