/// What is broken is left alone until it answers again. One circuit breaker per dependency and node
/// ([io.parley.sessions.breaker.NodeBreakers]); each session's
/// [io.parley.sessions.breaker.ToolBreaker] follows it.
package io.parley.sessions.breaker;
