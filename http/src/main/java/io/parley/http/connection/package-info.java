/// TCP connections before they carry requests: how many there may be, from which addresses, and how
/// long they may take over a header or stay silent. Start at [io.parley.http.connection.HttpPort],
/// a bound port that closes in order. It replaces Pekko HTTP's own binding, which has none of these
/// limits; see `docs/decisions/0022-a-port-of-our-own.md`.
package io.parley.http.connection;
