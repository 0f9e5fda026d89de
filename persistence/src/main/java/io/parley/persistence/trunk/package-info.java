/// Trunks of organisations in a table. Start at [io.parley.persistence.trunk.JdbcOwnTrunks].
package io.parley.persistence.trunk;
