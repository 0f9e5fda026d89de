/// The stored form of a session, kept for ten years: its events as JSON under stable names.
///
/// Start at [io.parley.persistence.journal.EventJson]. Each kind of event has a name and a version,
/// which together are its manifest: `said` is version 1, `said.2` the next. When a shape changes in
/// a way that old events do not fit, the kind's version rises and an upcaster for the old one is
/// added to `Upcasters`; old events are never rewritten. `src/test/resources/recorded/` holds
/// journals of every released shape, which every build replays: they are added to, never edited.
///
/// [io.parley.persistence.journal.SessionEventSerializer] connects this JSON with Pekko's journal
/// plugin, [io.parley.persistence.journal.JdbcJournal] reads it for all other callers.
///
/// An event takes a few microseconds to write or to read (measured by `EventJsonTest`): the
/// database is the bottleneck.
package io.parley.persistence.journal;
