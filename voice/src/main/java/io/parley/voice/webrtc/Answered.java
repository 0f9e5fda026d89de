package io.parley.voice.webrtc;

/// What became of an offer.
///
/// @param sdp the answer, `application/sdp`
/// @param etag of the way as it was agreed on, with its quotes (RFC 9725, section 4.3.1)
/// @param leg which is there at once, silent until the browser has connected
public record Answered(String sdp, String etag, WebRtcLeg leg) {}
