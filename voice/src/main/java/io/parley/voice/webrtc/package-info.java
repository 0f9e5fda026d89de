/// The browser's leg: WebRTC in Java, without a native media stack. Start reading at
/// [io.parley.voice.webrtc.WebRtc], which answers a browser's offer (SDP, RFC 8866) with a
/// [io.parley.voice.webrtc.WebRtcLeg].
///
/// All calls share one UDP port. What comes in is told apart by its first byte (RFC 7983): checks
/// of the way (STUN, as ICE-lite, RFC 8445) are known by the name they call; everything else by the
/// address that such a check came from and that has answered one of ours. DTLS 1.2 agrees on keys
/// with exactly the certificate that the offer named (RFC 8827), SRTP protects the sound and its
/// reports (RFC 3711), which are [io.parley.voice.rtp]'s. Who has proved nothing gets no answer,
/// not even a refusal.
///
/// Who has the floor and what was said is no business of this package.
package io.parley.voice.webrtc;
