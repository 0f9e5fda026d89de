/// The circuit breakers of all nodes, for model providers and for tools' dependencies. Start at
/// [io.parley.operations.breaker.BreakerEndpoints]; a [io.parley.http.ops.breaker.BreakerKeeper]
/// answers for each node's own.
package io.parley.operations.breaker;
