/// A leg over a WebSocket, for where UDP does not get through: [io.parley.voice.socket.SocketLeg].
/// It handles frames, not sockets: the socket's owner passes them in and out.
package io.parley.voice.socket;
