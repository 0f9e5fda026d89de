/// The code that all modules share which ask servers outside, whatever they ask for. Settings are
/// read in [io.parley.outbound.setting], a provider that fails is left alone by
/// [io.parley.outbound.breaker], and [io.parley.outbound.http] has the clients. Knows `core` alone.
package io.parley.outbound;
