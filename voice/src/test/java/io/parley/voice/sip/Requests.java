package io.parley.voice.sip;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.CSeq;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Headers;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.message.Via;

/// Messages of tests: between `alice`, who calls, and `bob`.
public final class Requests {
  private Requests() {}

  public static Request of(String method, int number, String branch) {
    return new Request(
        method,
        Uri.of("sip:bob@b.example"),
        Headers.NONE
            .with(HeaderType.VIA, Via.of("UDP", new HostPort("a.example", 5_060), branch))
            .with(HeaderType.MAX_FORWARDS, 70L)
            .with(HeaderType.FROM, new Address(Uri.of("sip:alice@a.example")).withTag("a1"))
            .with(HeaderType.TO, new Address(Uri.of("sip:bob@b.example")))
            .with(HeaderType.CALL_ID, "c1@a.example")
            .with(HeaderType.CSEQ, new CSeq(number, method))
            .with(HeaderType.CONTACT, new Address(Uri.of("sip:alice@192.0.2.1:5062"))),
        Body.EMPTY);
  }

  public static Request invite() {
    return of(Method.INVITE, 1, "z9hG4bKinvite");
  }

  /// With bob's tag and address.
  public static Response answer(Request request, int status) {
    return Response.to(request, status)
        .tagged("b1")
        .with(HeaderType.CONTACT, new Address(Uri.of("sip:bob@192.0.2.2")));
  }
}
