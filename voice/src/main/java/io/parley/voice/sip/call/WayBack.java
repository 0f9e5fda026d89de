package io.parley.voice.sip.call;

import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transport.Transport;
import java.util.Optional;

/// How the other end of a call calls us once more, at another node.
///
/// @param user our number, or name, as in a URI
/// @param dialled as it has called us; empty where we called
public record WayBack(String user, Optional<SipUri> dialled) {
  static WayBack of(SipUri dialled) {
    return new WayBack(dialled.user(), Optional.of(dialled));
  }

  /// Of a call of ours.
  ///
  /// @param number of ours, which the other end sees: E.164
  public static WayBack to(String number) {
    return new WayBack(number, Optional.empty());
  }

  /// At a node that takes calls. A certificate is for a name: encrypted signalling goes to the one
  /// that was dialled, where it was one, and a node that drains leaves the call to the next.
  ///
  /// @param there its address, of that transport
  SipUri at(HostPort there, Transport transport) {
    var named = dialled.filter(uri -> transport.isSecure() && uri.hasName());
    boolean isSecure = dialled.filter(SipUri::isSecure).isPresent() && transport.isSecure();
    return new SipUri(
        isSecure,
        user,
        "",
        named.map(SipUri::host).orElse(there.host()),
        named.map(SipUri::port).orElse(there.port()),
        withLine(isSecure ? Params.NONE : params(transport)),
        "");
  }

  /// By it the other node knows the trunk of an organisation where a number was dialled.
  private Params withLine(Params params) {
    return dialled
        .flatMap(uri -> uri.params().value(LocalEnd.LINE))
        .map(line -> params.with(LocalEnd.LINE, line))
        .orElse(params);
  }

  private static Params params(Transport transport) {
    return switch (transport) {
      case UDP -> Params.NONE;
      case TCP -> Params.NONE.with("transport", "tcp");
      case TLS -> Params.NONE.with("transport", "tls");
      case WS, WSS -> throw new IllegalStateException("no address leads to a WebSocket of a node");
    };
  }
}
