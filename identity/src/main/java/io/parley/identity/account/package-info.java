/// Accounts of people: sign-in, links of mails, passwords, second factors, and the check of access
/// tokens. [io.parley.identity.account.Accounts] makes its services from the ports of `core`.
///
/// No answer tells whether an address has an account, in words or in time. Each comparison of a
/// password asks the throttle first. Permissions are read from the store, and never from a token.
package io.parley.identity.account;
