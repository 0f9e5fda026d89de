/// The way to sessions that every protocol takes: [io.parley.sessions.entry.Entry]. Whatever comes
/// in here obeys the same limits, is counted the same way, and is refused by the same
/// [io.parley.sessions.entry.Refusal]; what a refusal looks like, its protocol's adapter says.
/// [io.parley.sessions.entry.SessionStarter] begins sessions. Knows principals and addresses, and
/// no protocol.
package io.parley.sessions.entry;
