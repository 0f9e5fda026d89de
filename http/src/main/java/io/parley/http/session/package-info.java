/// The session protocol, version 1, as PROTOCOL.md has it: HTTP, WebSocket, server-sent events.
/// Frames and requests become core's commands, core's events become wire events for a role, and
/// that is all: rules are core's, what runs them is behind [io.parley.sessions.entry.Entry].
///
/// Start reading at [io.parley.http.session.SessionEndpoints]. A WebSocket is two layers:
/// [io.parley.http.websocket.WebSocketProtocol] speaks RFC 6455, `SessionSocket` speaks ours.
package io.parley.http.session;
