package io.parley.voice.call;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// A request to a call from outside, on any node. It crosses nodes: its `kind` is part of the wire
/// format of older and newer builds, and a node drops an unknown kind.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Wish.Mute.class, name = "MUTE"),
  @JsonSubTypes.Type(value = Wish.Unmute.class, name = "UNMUTE"),
  @JsonSubTypes.Type(value = Wish.StopTalking.class, name = "STOP_TALKING"),
  @JsonSubTypes.Type(value = Wish.HangUp.class, name = "HANG_UP"),
  @JsonSubTypes.Type(value = Wish.Negotiate.class, name = "NEGOTIATE")
})
public sealed interface Wish {

  /// Carried out by the call itself; other wishes by its leg.
  sealed interface Control extends Wish {}

  /// The customer's microphone is off.
  record Mute() implements Control {}

  record Unmute() implements Control {}

  /// The agent is to be quiet.
  record StopTalking() implements Control {}

  record HangUp() implements Control {}

  /// The leg's connection is renegotiated: an ICE restart, or a candidate.
  ///
  /// @param body an SDP fragment (RFC 8840)
  record Negotiate(String body) implements Wish {}
}
