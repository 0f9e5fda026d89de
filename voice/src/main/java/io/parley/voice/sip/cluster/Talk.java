package io.parley.voice.sip.cluster;

import io.parley.core.tenant.SessionKey;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.sip.call.LeftCall;
import io.parley.voice.sip.call.SipSound;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Request;
import java.net.InetSocketAddress;
import java.util.Optional;

/// With whom a call of another node is, and in which session, in words that cross nodes.
///
/// @param session its key; @param domain where numbers are dialled, as `host:port`
record Talk(
    String session,
    String provider,
    Optional<String> agent,
    Optional<String> language,
    String caller,
    String number,
    boolean attested,
    Optional<String> trunk,
    Optional<String> domain) {

  static Talk of(LeftCall call) {
    var phone = call.phone();
    return new Talk(
        call.session().toString(),
        phone.provider(),
        phone.agent(),
        phone.language(),
        phone.caller(),
        phone.number(),
        phone.attested(),
        call.trunk(),
        call.domain().map(HostPort::toString));
  }

  /// The call again.
  LeftCall with(Request dialog, long heard, InetSocketAddress from, SipSound.Line line) {
    var key = SessionKey.parse(session);
    var phone =
        new PhoneCall(
            provider,
            dialog.from().tag().orElseThrow(),
            key.tenant(),
            agent,
            language,
            caller,
            number,
            attested);
    var where = domain.map(text -> HostPort.parse("domain", text));
    return new LeftCall(dialog, heard, from, phone, key, trunk, where, line);
  }
}
