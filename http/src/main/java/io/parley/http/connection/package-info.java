/// TCP connections before they are requests: how many there may be, from whom, and how long they
/// may take over a header or say nothing. [io.parley.http.connection.HttpPort] is the one door: a
/// port that is bound, and closed in order. It stands where Pekko HTTP's own binding would, for
/// that one knows none of these limits; see `docs/decisions/0022-a-port-of-our-own.md`.
package io.parley.http.connection;
