/// People with an account, in a table. Start at [io.parley.persistence.person.JdbcPersons].
package io.parley.persistence.person;
