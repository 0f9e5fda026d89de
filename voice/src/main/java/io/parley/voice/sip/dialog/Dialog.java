package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.CSeq;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Headers;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipMessage;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.message.Uri;
import java.util.ArrayList;
import java.util.List;

/// The knowledge of both ends about each other (RFC 3261, section 12).
///
/// @param local our end with its tag; @param remote the other one with its
/// @param target where requests go
/// @param routes through which proxies, the first one first
/// @param localNumber of our last request; @param remoteNumber of its last one, -1 before any
public record Dialog(
    String callId,
    Address local,
    Address remote,
    Uri target,
    List<Address> routes,
    long localNumber,
    long remoteNumber) {
  public Dialog {
    routes = List.copyOf(routes);
  }

  /// A request, and the dialog after it.
  public record Made(Dialog dialog, Request request) {}

  /// Of the called end (section 12.1.1).
  ///
  /// @param tag ours
  public static Dialog called(Request invite, String tag) {
    return new Dialog(
        invite.callId(),
        invite.to().withTag(tag),
        invite.from(),
        invite.contact().map(Address::uri).orElse(invite.from().uri()),
        invite.headers().all(HeaderType.RECORD_ROUTE),
        0,
        invite.cseq().number());
  }

  /// Of the calling end, by a response that has a tag (section 12.1.2).
  public static Dialog calling(Request invite, Response response) {
    return new Dialog(
        invite.callId(),
        invite.from(),
        response.to(),
        response.contact().map(Address::uri).orElse(invite.uri()),
        response.headers().all(HeaderType.RECORD_ROUTE).reversed(),
        invite.cseq().number(),
        -1);
  }

  /// As another node has written it by [#asRequest].
  ///
  /// @param remoteNumber of the other end's last request
  static Dialog of(Request request, long remoteNumber) {
    return new Dialog(
        request.callId(),
        request.from(),
        request.to(),
        request.uri(),
        request.headers().all(HeaderType.ROUTE),
        request.cseq().number(),
        remoteNumber);
  }

  /// All of it but the number of the other end's last request, for another node; it is not sent to
  /// the other end.
  Request asRequest(LocalEnd end) {
    return new Request(
        Method.INVITE,
        withoutHeaders(target),
        Headers.NONE
            .with(HeaderType.VIA, end.via(Method.INVITE, localNumber, remoteTag()))
            .with(HeaderType.ROUTE, routes)
            .with(HeaderType.FROM, local)
            .with(HeaderType.TO, remote)
            .with(HeaderType.CALL_ID, callId)
            .with(HeaderType.CSEQ, new CSeq(localNumber, Method.INVITE)),
        Body.EMPTY);
  }

  public String remoteTag() {
    return remote.tag().orElse("");
  }

  /// Whether a request belongs to it, by Call-ID and tags.
  public boolean has(Request request) {
    return request.callId().equals(callId)
        && request.to().tag().equals(local.tag())
        && request.from().tag().equals(remote.tag());
  }

  /// Whether a request is newer than those before it.
  boolean isNews(Request request) {
    return request.cseq().number() > remoteNumber;
  }

  /// After a request or a response of the other end that may change its address (section 12.2).
  Dialog refreshed(SipMessage message) {
    var uri = message.contact().map(Address::uri).orElse(target);
    return new Dialog(callId, local, remote, uri, routes, localNumber, remoteNumber);
  }

  /// With the numbers of requests that came before the dialog was confirmed.
  Dialog after(Dialog early) {
    return new Dialog(callId, local, remote, target, routes, early.localNumber, early.remoteNumber);
  }

  Dialog heard(Request request) {
    return new Dialog(callId, local, remote, target, routes, localNumber, request.cseq().number());
  }

  /// The next request, without a body.
  Made next(String method, LocalEnd end) {
    long number = localNumber + 1;
    var after = new Dialog(callId, local, remote, target, routes, number, remoteNumber);
    return new Made(after, request(method, number, end));
  }

  /// Of a success, which is a request of its own with the number of its INVITE (section 13.2.2.4).
  ///
  /// @param invite for its credentials
  Request ack(Request invite, LocalEnd end) {
    var ack = request(Method.ACK, invite.cseq().number(), end);
    return ack.with(ack.headers().plus(credentials(invite)));
  }

  /// Its credentials for the other end and for a proxy.
  static Headers credentials(Request request) {
    return request
        .headers()
        .only(List.of(HeaderType.AUTHORIZATION, HeaderType.PROXY_AUTHORIZATION));
  }

  /// Through loose routers unchanged; through a strict one in its way (section 12.2.1.1).
  private Request request(String method, long number, LocalEnd end) {
    var uri = target;
    var route = routes;
    if (!routes.isEmpty() && routes.getFirst().uri() instanceof SipUri first && !first.isLoose()) {
      var strict = new ArrayList<>(routes.subList(1, routes.size()));
      strict.add(new Address(target));
      route = strict;
      uri = first.withoutHeaders();
    }
    var headers =
        Headers.NONE
            .with(HeaderType.VIA, end.via(method, number, remoteTag()))
            .with(HeaderType.ROUTE, route)
            .with(HeaderType.MAX_FORWARDS, 70L)
            .with(HeaderType.FROM, local)
            .with(HeaderType.TO, remote)
            .with(HeaderType.CALL_ID, callId)
            .with(HeaderType.CSEQ, new CSeq(number, method));
    return new Request(method, withoutHeaders(uri), headers, Body.EMPTY);
  }

  private static Uri withoutHeaders(Uri uri) {
    return uri instanceof SipUri sip ? sip.withoutHeaders() : uri;
  }

  /// Where a request goes: its first router, or its URI (section 8.1.2).
  public static Uri nextHop(Request request) {
    return request.headers().first(HeaderType.ROUTE).map(Address::uri).orElse(request.uri());
  }
}
