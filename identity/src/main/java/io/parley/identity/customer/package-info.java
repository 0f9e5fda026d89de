/// Tokens of customers that a company's own backend signs, so that a shop starts a verified session
/// without a call to this installation. The company registers its keys, or the address of its JSON
/// Web Key Set. Start at [io.parley.identity.customer.SignedCustomers], which serves protocols:
/// [io.parley.identity.customer.CustomerIssuers] has the registrations,
/// [io.parley.identity.customer.CustomerTokens] verifies, [io.parley.identity.customer.RemoteKeys]
/// holds published keys.
package io.parley.identity.customer;
