package io.parley.voice.sip.trunk;

import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.CSeq;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Headers;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.SipUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The common parts of a trunk's requests outside of calls.
///
/// @param user of our address at the other end
/// @param proxy to which requests are sent first
record Way(String user, Optional<HostPort> proxy) {
  static Way of(Trunk trunk) {
    return new Way(trunk.user(), trunk.target().flatMap(Trunk.Target::proxy));
  }

  /// Our address at the other end.
  Address address(HostPort domain) {
    return new Address(SipUri.of(user, domain.host(), domain.port()));
  }

  /// The proxy, and then others.
  List<Address> routes(List<Address> more) {
    var routes = new ArrayList<Address>();
    proxy.ifPresent(host -> routes.add(loose(host)));
    routes.addAll(more);
    return routes;
  }

  private static Address loose(HostPort host) {
    return new Address(
        new SipUri(false, "", "", host.host(), host.port(), Params.NONE.with("lr", ""), ""));
  }

  /// The n-th request from our address to one of the same domain.
  ///
  /// @param end whose seed stays the same, so that the requests follow each other
  Request request(String method, HostPort domain, Address to, LocalEnd end, long number) {
    var headers =
        Headers.NONE
            .with(HeaderType.VIA, end.via(method, number, ""))
            .with(HeaderType.ROUTE, routes(List.of()))
            .with(HeaderType.MAX_FORWARDS, 70L)
            .with(HeaderType.FROM, address(domain).withTag(end.tag()))
            .with(HeaderType.TO, to)
            .with(HeaderType.CALL_ID, end.seed())
            .with(HeaderType.CSEQ, new CSeq(number, method))
            .with(HeaderType.CONTACT, end.contact());
    var uri = new SipUri(false, "", "", domain.host(), domain.port(), Params.NONE, "");
    return new Request(method, uri, headers, Body.EMPTY);
  }
}
