/// Shared code of all modules that call external servers: [io.parley.outbound.setting] reads
/// settings, [io.parley.outbound.breaker] blocks calls to failing providers, and
/// [io.parley.outbound.http] has the clients. Depends on `core` only.
package io.parley.outbound;
