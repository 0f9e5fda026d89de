package io.parley.voice.sip.call;

import io.parley.voice.sip.dialog.Dialog;
import io.parley.voice.sip.dialog.OutgoingCall;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transport.Peer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Predicate;

/// Where requests within a call go. Names are not looked up, and only addresses that may call us
/// get requests: a contact cannot make us send to strangers, and that of a telephone behind a
/// translator of addresses does not lead astray. An end that may not call us by its address itself,
/// such as that of an organisation's trunk, leads nowhere: not to the programs of this machine, and
/// not to the installation's providers. Otherwise a request goes back to where the last one came
/// from; over TCP on the connection that is there.
///
/// @param known addresses that may call us
public record Hops(Predicate<InetAddress> known) {
  private static final int PORT = 5_060;

  Peer of(Request request, SipCall call) {
    var peer = call.peer();
    boolean isKnown = known.test(peer.address().getAddress());
    if (peer.isReliable() || !isKnown || call.state() instanceof OutgoingCall) return peer;
    return Dialog.nextHop(request) instanceof SipUri uri
        ? address(uri).filter(known).map(found -> Peer.udp(reach(found, uri))).orElse(peer)
        : peer;
  }

  private static InetSocketAddress reach(InetAddress address, SipUri uri) {
    return new InetSocketAddress(address, uri.port() > 0 ? uri.port() : PORT);
  }

  /// Of a literal address over UDP.
  private static Optional<InetAddress> address(SipUri uri) {
    boolean isUdp =
        uri.params().value("transport").filter(t -> !t.equalsIgnoreCase("udp")).isEmpty();
    if (!isUdp || uri.isSecure()) return Optional.empty();
    try {
      var host = uri.host();
      boolean isBracketed = host.startsWith("[");
      return Optional.of(
          InetAddress.ofLiteral(isBracketed ? host.substring(1, host.length() - 1) : host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
