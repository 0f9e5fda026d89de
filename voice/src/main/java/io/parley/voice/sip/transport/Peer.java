package io.parley.voice.sip.transport;

import io.parley.voice.sip.message.Via;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Another end, as a socket sees it.
///
/// @param address to which messages go
/// @param connection that the other end has opened, by its number, which is used once; 0 for UDP,
///   and for a connection of ours, which is opened when it is needed and kept
/// @param domain that the certificate at the other end of a TLS connection of ours must be for, and
///   that the request for a WebSocket of ours names; empty otherwise
/// @param path of the request for a WebSocket of ours; empty otherwise
public record Peer(
    InetSocketAddress address, Transport transport, long connection, String domain, String path) {
  /// The other end of a request that came to another node of ours: nothing can be sent there.
  public static final Peer ELSEWHERE =
      new Peer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Transport.UDP, -1, "");

  /// Without a path.
  public Peer(InetSocketAddress address, Transport transport, long connection, String domain) {
    this(address, transport, connection, domain, "");
  }

  public static Peer udp(InetSocketAddress address) {
    return new Peer(address, Transport.UDP, 0, "");
  }

  /// Over a connection of ours, unless it is UDP.
  ///
  /// @param domain of the request, before the DNS is asked
  public static Peer to(InetSocketAddress address, Transport transport, String domain) {
    return to(address, transport, domain, "/");
  }

  /// The same.
  ///
  /// @param path of a WebSocket
  public static Peer to(
      InetSocketAddress address, Transport transport, String domain, String path) {
    return switch (transport) {
      case UDP, TCP -> new Peer(address, transport, 0, "");
      case TLS -> new Peer(address, transport, 0, domain);
      case WS, WSS -> new Peer(address, transport, 0, domain, path);
    };
  }

  /// Over a connection that the other end has opened.
  static Peer from(InetSocketAddress address, Transport transport, long connection) {
    return new Peer(address, transport, connection, "");
  }

  /// Where responses go: to the sender's port if it asks for that, and otherwise to the port that
  /// it names (RFC 3261, section 18.2.2; RFC 3581, section 4). Always to the sender's own address.
  static Peer udpAnswer(InetSocketAddress from, Via via) {
    if (via.params().has("rport")) return udp(from);
    int port = via.sentBy().port() > 0 ? via.sentBy().port() : Transport.UDP.defaultPort();
    return udp(new InetSocketAddress(from.getAddress(), port));
  }

  /// Whether it is reached over a connection.
  public boolean isReliable() {
    return transport.isReliable();
  }

  /// Whether we opened the connection, or will.
  boolean isOurs() {
    return isReliable() && connection == 0;
  }

  /// Whether a message of another one comes from the same address, of whatever port and connection.
  boolean isAtAddressOf(Peer other) {
    return !other.equals(ELSEWHERE) && address.getAddress().equals(other.address.getAddress());
  }

  /// As text, without a name.
  public static String literal(InetAddress address) {
    var text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
