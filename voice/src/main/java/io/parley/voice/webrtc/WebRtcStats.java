package io.parley.voice.webrtc;

/// Counters of the port.
///
/// @param calls at present, connected or not
/// @param received datagrams of any kind
/// @param unknown datagrams for no call, or not authentic: dropped without an answer
/// @param errors unexpected exceptions, after each of which it continued
public record WebRtcStats(int calls, long received, long unknown, long errors) {}
