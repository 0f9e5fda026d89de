/// Limits of sessions' work. One [io.parley.sessions.limit.RateLimiter] per session, with its
/// counts from the state; and per node one [io.parley.sessions.limit.NodeVisitors], which counts
/// what all sessions of a visitor cause together ([io.parley.sessions.limit.VisitorShare]).
package io.parley.sessions.limit;
