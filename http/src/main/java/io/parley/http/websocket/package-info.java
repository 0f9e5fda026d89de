/// The server's side of WebSockets (RFC 6455), for every protocol that uses one:
/// [io.parley.http.websocket.WebSocketProtocol] carries whole messages, text and binary, and closes
/// with the application's code. Independent of sessions, calls and tokens.
package io.parley.http.websocket;
