/// Circuit breakers for tools' dependencies: a broken one is not called until a probe succeeds. One
/// per dependency and node ([io.parley.sessions.breaker.NodeBreakers]); each session's
/// [io.parley.sessions.breaker.ToolBreaker] follows it.
package io.parley.sessions.breaker;
