/// WebSockets on the server's side (RFC 6455), for every protocol that is spoken over one:
/// [io.parley.http.websocket.WebSocketProtocol] carries whole messages, texts and bytes, and closes
/// with the code that the application says. Knows no session, no call and no token.
package io.parley.http.websocket;
