package io.parley.voice.sip.transport;

import java.io.IOException;

/// The bytes under the messages of a connection. For the port's thread; nothing here waits.
sealed interface Pipe permits PlainPipe, TlsPipe {
  /// Takes bytes that have come.
  @FunctionalInterface
  interface Sink {
    void put(byte[] bytes, int length);
  }

  /// Hands over what has come.
  ///
  /// @return false at the end of the stream
  boolean read(Sink sink) throws IOException;

  /// Keeps bytes until [#flush] has sent them.
  void write(byte[] bytes);

  /// Sends what the network takes now. Before the connection is there, nothing.
  ///
  /// @return whether something waits for the network
  boolean flush() throws IOException;

  /// Bytes that have not been sent.
  long waiting();

  /// Whether messages may flow: after the handshake, if there is one.
  boolean isReady();
}
