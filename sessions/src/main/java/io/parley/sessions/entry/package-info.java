/// The access to sessions for every protocol: [io.parley.sessions.entry.Entry]. Requests of all
/// protocols obey the same limits, are counted the same way, and are refused by the same
/// [io.parley.sessions.entry.Refusal]s, which each protocol's adapter writes in its own words.
/// [io.parley.sessions.entry.SessionStarter] starts sessions. Knows principals and addresses, and
/// no protocol.
package io.parley.sessions.entry;
