/// The browser's leg: WebRTC in Java, without a native media stack. Start reading at
/// [io.parley.voice.webrtc.WebRtc], which answers a browser's offer (SDP, RFC 8866) with a
/// [io.parley.voice.webrtc.WebRtcLeg].
///
/// All calls share one UDP port. Incoming packets are distinguished by their first byte (RFC 7983):
/// checks (STUN, as ICE-lite, RFC 8445) belong to the call that they name; everything else to the
/// call whose check came from the same address, which must have answered a check of ours. DTLS 1.2
/// negotiates keys with exactly the certificate that the offer named (RFC 8827), SRTP
/// ([io.parley.voice.srtp]) protects the sound and its reports, which are [io.parley.voice.rtp]'s.
/// Unverified senders get no answer, not even a refusal.
///
/// This package knows nothing of turns and words.
package io.parley.voice.webrtc;
