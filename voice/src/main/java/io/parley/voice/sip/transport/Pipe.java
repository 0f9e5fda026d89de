package io.parley.voice.sip.transport;

import java.io.IOException;

/// The bytes under the messages of a connection. For the port's thread; nothing here waits.
sealed interface Pipe permits PlainPipe, TlsPipe, WebSocketPipe {
  /// Takes bytes that have come.
  @FunctionalInterface
  interface Sink {
    /// @throws IOException to end the connection
    void put(byte[] bytes, int length) throws IOException;
  }

  /// Hands over what has come.
  ///
  /// @return false at the end of the stream
  boolean read(Sink sink) throws IOException;

  /// Keeps a message, or line ends, until [#flush] has sent them.
  void write(byte[] bytes);

  /// The same with what has the other end show that it is there: line ends (RFC 5626, section
  /// 3.5.1). One line end comes back.
  default void writePing() {
    write(new byte[] {'\r', '\n', '\r', '\n'});
  }

  /// Sends what the network takes now. Before the connection is there, nothing.
  ///
  /// @return whether something waits for the network
  boolean flush() throws IOException;

  /// Bytes that have not been sent.
  long waiting();

  /// Whether messages may flow: after the handshake, if there is one.
  boolean isReady();
}
