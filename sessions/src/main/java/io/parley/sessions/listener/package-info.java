/// Who hears a session. [io.parley.sessions.listener.SessionListeners] is the session's side: who
/// is registered, and what they are told. [io.parley.sessions.listener.SessionReader] is a reader's
/// side, on any node: replay, then live, never twice, never a gap.
package io.parley.sessions.listener;
