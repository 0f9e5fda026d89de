/// Questions of nodes to each other about their breakers: start at
/// [io.parley.http.ops.breaker.BreakerKeeper]. The package keeps its name, though it is in the
/// module `operations`: nodes of older builds know these messages by it.
package io.parley.http.ops.breaker;
