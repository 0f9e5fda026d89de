/// Readers of the journal. A [Feed] is one reader's position in the journal's order of
/// transactions, with all that it needs to continue from there past damaged rows; `V1__journal.sql`
/// explains why it cannot skip an event.
package io.parley.persistence.feed;
