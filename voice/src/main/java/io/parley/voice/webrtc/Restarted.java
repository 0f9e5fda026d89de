package io.parley.voice.webrtc;

/// The way is to be found anew; the sound goes on over the old one until it is.
///
/// @param fragment `application/trickle-ice-sdpfrag` (RFC 8840)
/// @param etag of the new way, with its quotes
public record Restarted(String fragment, String etag) {}
