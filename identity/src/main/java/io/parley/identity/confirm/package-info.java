/// Accounts of people whose address an organisation's domain speaks for. Start at
/// [io.parley.identity.confirm.ConfirmedAccounts]. It decides nothing about memberships.
package io.parley.identity.confirm;
