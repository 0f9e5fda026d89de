/// A leg over a WebSocket, for where UDP does not get through: [io.parley.voice.socket.SocketLeg].
/// It knows frames, not sockets: whoever has the socket gives and takes them.
package io.parley.voice.socket;
