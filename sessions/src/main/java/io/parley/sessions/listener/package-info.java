/// Readers of a session. [io.parley.sessions.listener.SessionListeners] is the session's side: the
/// registered readers and what they receive. [io.parley.sessions.listener.SessionReader] is a
/// reader's side, on any node: replay, then live, without duplicates or gaps.
package io.parley.sessions.listener;
