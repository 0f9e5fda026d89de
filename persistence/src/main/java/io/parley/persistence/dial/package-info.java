/// Calls out and the do-not-call list in tables. Start at
/// [io.parley.persistence.dial.JdbcCallsOut].
package io.parley.persistence.dial;
