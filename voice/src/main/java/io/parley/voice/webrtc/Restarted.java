package io.parley.voice.webrtc;

/// An accepted ICE restart; sound uses the old path until the new one is found.
///
/// @param fragment `application/trickle-ice-sdpfrag` (RFC 8840)
/// @param etag of the new connection, with its quotes
public record Restarted(String fragment, String etag) {}
