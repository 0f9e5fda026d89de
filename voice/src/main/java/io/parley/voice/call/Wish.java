package io.parley.voice.call;

/// What is wanted of a call from outside, in a form that crosses nodes.
///
/// @param body of a negotiation: an SDP fragment (RFC 8840); else empty
public record Wish(Kind kind, String body) {
  public enum Kind {
    MUTE,
    UNMUTE,
    /// The agent is to be quiet.
    STOP_TALKING,
    HANG_UP,
    /// The leg is to be led another way: ICE is restarted, or a candidate is told.
    NEGOTIATE
  }

  public static Wish of(Kind kind) {
    return new Wish(kind, "");
  }
}
