package io.parley.voice.sip.call;

import io.parley.core.tenant.SessionKey;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Request;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A call with the agent that its node leaves, as another node needs it to go on with it.
///
/// @param dialog [as a request][io.parley.voice.sip.dialog.EstablishedCall#forAnotherNode]
/// @param heard the number of the other end's last request
/// @param from where the other end's signalling comes from, over UDP
/// @param phone the call as it began; @param session in which it goes on
/// @param trunk over which it comes; empty for a telephone
/// @param domain where numbers are dialled at its other end
/// @param line of its descriptions
public record LeftCall(
    Request dialog,
    long heard,
    InetSocketAddress from,
    PhoneCall phone,
    SessionKey session,
    Optional<String> trunk,
    Optional<HostPort> domain,
    SipSound.Line line) {

  /// Of our end.
  public String tag() {
    return dialog.from().tag().orElseThrow();
  }
}
