package io.parley.http.websocket;

/// A reason to close a WebSocket that has nothing to do with its application. The application
/// chooses the close code.
public enum Fault {
  /// It does not follow RFC 6455.
  PROTOCOL_ERROR,
  /// It sent bytes where only texts are taken.
  BYTES,
  /// A text is not UTF-8.
  NOT_UTF8,
  /// A message is longer than it may be.
  TOO_LARGE,
  /// More frames came than may.
  TOO_MANY,
  /// Nothing came from it, not even an answer to a ping.
  SILENT,
  /// An error of ours at one of its frames.
  INTERNAL
}
