/// Telephone numbers of organisations in a table. Start at
/// [io.parley.persistence.number.JdbcOrganisationNumbers].
package io.parley.persistence.number;
