/// Questions that were not answered, in tables. Start at [JdbcAsked].
package io.parley.persistence.asked;
