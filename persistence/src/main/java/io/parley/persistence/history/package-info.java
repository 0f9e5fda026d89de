/// Read models over all sessions, projected from the journal. Start at
/// [io.parley.persistence.history.JdbcSessionIndex]; `V1__journal.sql` explains why its way of
/// reading the journal cannot skip an event.
package io.parley.persistence.history;
