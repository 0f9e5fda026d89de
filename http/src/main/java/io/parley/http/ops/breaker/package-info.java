/// The circuit breakers of this node, of models' providers and of tools' dependencies.
package io.parley.http.ops.breaker;
