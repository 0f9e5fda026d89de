/// Session descriptions (SDP, RFC 8866), as far as calls of browsers and of SIP need them: start at
/// [io.parley.voice.sdp.Sdp]. Meaning is given to them by [io.parley.voice.webrtc] and
/// [io.parley.voice.sip.media].
package io.parley.voice.sdp;
