package io.parley.voice.sip.transport;

import java.net.InetAddress;

/// Takes connections that somebody else reads and writes: a [SipPort]. From any thread.
public interface LinkPort {
  /// Takes messages of the other end of a [Link]. From any thread; done in the port's thread, in
  /// order.
  interface Attached {
    /// One message, or line ends.
    void received(byte[] message);

    /// Nothing more comes.
    void closed();
  }

  /// @param from the address of the other end; @param transport `WS` or `WSS`
  /// @param link is closed at once if there are too many
  Attached attach(InetAddress from, Transport transport, Link link);
}
