package io.parley.voice.webrtc;

/// What the port has seen so far.
///
/// @param calls at present, connected or not
/// @param received datagrams of any kind
/// @param unknown those of them that nobody was waiting for, or that proved nothing: dropped
///   without an answer
/// @param errors exceptions that ought not to be, after each of which it went on
public record WebRtcStats(int calls, long received, long unknown, long errors) {}
