/// Backends of an organisation that sign tokens of its customers, over HTTP:
/// [io.parley.http.customer.CustomerIssuerEndpoints].
package io.parley.http.customer;
