package io.parley.voice.sip.transport;

/// A connection of whole messages that somebody else reads and writes: a WebSocket of the HTTP port
/// (RFC 7118). Called in the port's thread; must not wait.
public interface Link {
  /// @return false if it is known that the message cannot arrive
  boolean send(byte[] message);

  /// Ends it: there are too many, nothing came for long, or the port closes.
  void close();
}
