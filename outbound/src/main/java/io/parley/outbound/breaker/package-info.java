/// Circuit breakers: a provider that fails too often is not called for a while, and then probed
/// with one call. Start at [io.parley.outbound.breaker.Breaker].
package io.parley.outbound.breaker;
