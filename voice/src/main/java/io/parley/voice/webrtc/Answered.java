package io.parley.voice.webrtc;

/// An accepted offer.
///
/// @param sdp the answer, `application/sdp`
/// @param etag of the negotiated connection, with its quotes (RFC 9725, section 4.3.1)
/// @param leg usable at once, silent until the browser has connected
public record Answered(String sdp, String etag, WebRtcLeg leg) {}
