/// How much sessions may ask for. One [io.parley.sessions.limit.RateLimiter] a session, its counts
/// taken from the state; and for each node one [io.parley.sessions.limit.NodeVisitors], which
/// counts what all sessions of a visitor cause together ([io.parley.sessions.limit.VisitorShare]).
package io.parley.sessions.limit;
