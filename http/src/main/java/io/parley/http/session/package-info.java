/// The session protocol, version 1, as specified in PROTOCOL.md: HTTP, WebSocket, server-sent
/// events. Frames and requests become core's commands, core's events become wire events for a role.
/// Rules live in core; the code that runs them is behind [io.parley.sessions.entry.Entry].
///
/// Start reading at [io.parley.http.session.SessionEndpoints]. A WebSocket is two layers:
/// [io.parley.http.websocket.WebSocketProtocol] speaks RFC 6455, `SessionSocket` speaks ours.
package io.parley.http.session;
