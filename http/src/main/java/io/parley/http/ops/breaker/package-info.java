/// The circuit breakers of all nodes, of models' providers and of tools' dependencies. Start at
/// [io.parley.http.ops.breaker.BreakerEndpoints]; each node speaks for its own by a
/// [io.parley.http.ops.breaker.BreakerKeeper].
package io.parley.http.ops.breaker;
