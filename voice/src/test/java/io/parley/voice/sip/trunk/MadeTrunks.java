package io.parley.voice.sip.trunk;

import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Credentials;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transaction.TransactionTimes;
import java.time.Instant;

/// Trunks of tests, and what their other ends say.
final class MadeTrunks {
  static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  static final LocalEnd END =
      new LocalEnd(
          "UDP",
          new HostPort("192.0.2.9", 5_060),
          new Address(SipUri.of("parley", "192.0.2.9", 5_060)),
          "5eed",
          TransactionTimes.DEFAULTS);

  private MadeTrunks() {}

  static Trunk named(String name, String more) {
    var text = "trunks.%s { host = \"sip.example\" %s }".formatted(name, more);
    return TrunkSettingsTest.read(text).trunks().getFirst();
  }

  static Trunk registering(String more) {
    return named("shop", ", user = alice, login = al, password = s3cret, register = true " + more);
  }

  /// 401 with one algorithm.
  static Response challenge(Request request, String algorithm) {
    var params =
        Params.NONE
            .with("realm", "sip.example")
            .with("nonce", "n1")
            .with("algorithm", algorithm)
            .with("qop", "auth");
    return Response.to(request, 401)
        .with(HeaderType.WWW_AUTHENTICATE, new Credentials("Digest", params));
  }
}
