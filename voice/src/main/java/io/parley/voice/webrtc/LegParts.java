package io.parley.voice.webrtc;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.LongSupplier;

/// The parts of a leg, most of them shared with all legs.
///
/// @param text writes our addresses
/// @param handshake of this leg alone
/// @param ssrc of the stream that it sends
/// @param nanos any monotonic clock; @param wall the time when the leg began
record LegParts(
    UdpPort port,
    WebRtcSettings settings,
    AnswerText text,
    Offer offer,
    DtlsServer handshake,
    int ssrc,
    SecureRandom random,
    LongSupplier nanos,
    Instant wall) {
  long now() {
    return nanos.getAsLong();
  }

  /// A new unique name for the leg.
  IceCredentials name(WebRtcLeg leg) {
    while (true) {
      var name = IceCredentials.random(random);
      if (port.name(name.ufrag(), leg)) return name;
    }
  }
}
