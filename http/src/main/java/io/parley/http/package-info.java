/// The edge: what comes in over HTTP and WebSocket, and the pages. Start at
/// [io.parley.http.route.Router]; the protocol is spoken in [io.parley.http.session]. It has no
/// rules of its own: they are core's.
package io.parley.http;
