package io.parley.voice.sip.transport;

import io.parley.voice.sip.message.Via;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Another end, as a socket sees it.
///
/// @param address to which messages go
/// @param connection of TCP by its number, which is used once; 0 for UDP
public record Peer(InetSocketAddress address, long connection) {
  public static Peer udp(InetSocketAddress address) {
    return new Peer(address, 0);
  }

  /// Where responses go: to the sender's port if it asks for that, and otherwise to the port that
  /// it names (RFC 3261, section 18.2.2; RFC 3581, section 4). Always to the sender's own address.
  static Peer udpAnswer(InetSocketAddress from, Via via) {
    if (via.params().has("rport")) return udp(from);
    int port = via.sentBy().port() > 0 ? via.sentBy().port() : 5_060;
    return udp(new InetSocketAddress(from.getAddress(), port));
  }

  /// Whether it is reached over TCP.
  public boolean isReliable() {
    return connection > 0;
  }

  /// As text, without a name.
  public static String literal(InetAddress address) {
    var text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
