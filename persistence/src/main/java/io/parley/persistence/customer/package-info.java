/// Backends of organisations that sign tokens of their customers, in a table of tenants:
/// [io.parley.persistence.customer.JdbcCustomerBackends].
package io.parley.persistence.customer;
