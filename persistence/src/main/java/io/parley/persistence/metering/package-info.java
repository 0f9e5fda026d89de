/// Usage records in a table: [io.parley.persistence.metering.JdbcMeterings].
package io.parley.persistence.metering;
