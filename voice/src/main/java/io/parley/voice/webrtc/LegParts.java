package io.parley.voice.webrtc;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.LongSupplier;

/// What a leg is made of and shares with all others.
///
/// @param text writes where we can be reached
/// @param handshake for this leg alone
/// @param ssrc of the stream that it sends
/// @param nanos any clock that only rises; @param wall what it was when the leg began
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

  /// A new name for the leg to be called by, which nobody else has.
  IceCredentials name(WebRtcLeg leg) {
    while (true) {
      var name = IceCredentials.random(random);
      if (port.name(name.ufrag(), leg)) return name;
    }
  }
}
