/// How much a session may ask for: one [io.parley.sessions.limit.RateLimiter] a session, its counts
/// taken from the state.
package io.parley.sessions.limit;
