/// The edge of the program: HTTP and WebSocket, the pages, operators' endpoints, and the program
/// itself. Start reading at [io.parley.http.server.Main]; the protocol is in
/// [io.parley.http.session]. No business rules here: they are core's.
package io.parley.http;
