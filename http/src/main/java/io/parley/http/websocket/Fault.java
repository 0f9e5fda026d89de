package io.parley.http.websocket;

/// A protocol-level reason to close a WebSocket, independent of its application. The application
/// chooses the close code.
public enum Fault {
  /// The peer does not follow RFC 6455.
  PROTOCOL_ERROR,
  /// The peer sent bytes where only text is accepted.
  BYTES,
  /// A text is not UTF-8.
  NOT_UTF8,
  /// A message is too long.
  TOO_LARGE,
  /// Frames came faster than allowed.
  TOO_MANY,
  /// The peer sent nothing, not even an answer to a ping.
  SILENT,
  /// An error of ours in handling a frame.
  INTERNAL
}
