/// A provider that fails too often is left alone for a while, and then tried with one call: start
/// at [io.parley.outbound.breaker.Breaker].
package io.parley.outbound.breaker;
