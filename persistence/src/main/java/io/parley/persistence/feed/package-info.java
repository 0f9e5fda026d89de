/// Readers of the journal. A [Feed] is one reader's place in the journal's order of transactions,
/// with all that it takes to read on from there past damaged rows; `V1__journal.sql` says why it
/// cannot skip an event.
package io.parley.persistence.feed;
