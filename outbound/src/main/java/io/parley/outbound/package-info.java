/// The way out: what every module that asks a server outside shares, whatever it asks for. Settings
/// are read in [io.parley.outbound.setting], a provider that fails is left alone by
/// [io.parley.outbound.breaker], and [io.parley.outbound.http] has the clients. Knows `core` alone.
package io.parley.outbound;
