/// Read models: what is known of all sessions at once, projected from the journal.
/// [io.parley.persistence.history.JdbcSessionIndex] is the door; `V1__journal.sql` says why its way
/// of reading the journal cannot skip an event.
package io.parley.persistence.history;
