/// The edge of the house: what comes in over HTTP and WebSocket, the pages, what operators look at,
/// and the program itself. Start reading at [io.parley.http.server.Main]; the protocol is spoken in
/// [io.parley.http.session]. Nothing here has rules of its own: they are core's.
package io.parley.http;
