package io.parley.voice.sip.call;

import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;

/// Where others reach us: what our messages and descriptions say.
///
/// @param bound of the socket; @param named the address that others see, if it is another one
public record OwnEnd(InetAddress bound, Optional<InetAddress> named) {
  private static final String USER = "parley";

  /// Of a call.
  public LocalEnd of(Peer peer, int port, String seed, TransactionTimes times) {
    var transport = peer.transport();
    var reach =
        transport.isWebSocket() ? nowhere(seed) : HostPort.ofAddress(towards(peer.address()), port);
    var uri = SipUri.of(USER, reach.host(), reach.port());
    var contact =
        new Address(peer.isReliable() ? withTransport(uri, transport) : uri).withoutParams();
    return new LocalEnd(transport.name(), reach, contact, seed, times);
  }

  /// In place of an address, which has no meaning over a WebSocket: messages come over the socket
  /// that is there (RFC 7118, section 5). Another one for each call and each registration: two
  /// nodes with the same one would be one to a registrar.
  private static HostPort nowhere(String seed) {
    return new HostPort("%08x.invalid".formatted(seed.hashCode()), 0);
  }

  private static SipUri withTransport(SipUri uri, Transport transport) {
    // in addresses WSS is `ws` too (RFC 7118, section 5)
    var word = transport.isWebSocket() ? Transport.WS : transport;
    return new SipUri(
        false,
        uri.user(),
        "",
        uri.host(),
        uri.port(),
        Params.NONE.with("transport", word.name().toLowerCase(Locale.ROOT)),
        "");
  }

  /// Our address as that end sees it: the named one, the bound one, or of all networks the one that
  /// leads there.
  ///
  /// @return without brackets
  public String towards(InetSocketAddress peer) {
    if (named.isPresent()) return Peer.literal(named.get());
    if (!bound.isAnyLocalAddress()) return Peer.literal(bound);
    try (var socket = new DatagramSocket()) {
      // sends nothing: the system only looks up the way
      socket.connect(peer);
      return Peer.literal(socket.getLocalAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("no way leads to a telephone", e);
    }
  }
}
