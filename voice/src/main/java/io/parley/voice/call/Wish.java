package io.parley.voice.call;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What is wanted of a call from outside, on whichever node it is. It crosses nodes: its `kind` is
/// a promise to older and newer builds, and a node drops a kind that it does not know.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Wish.Mute.class, name = "MUTE"),
  @JsonSubTypes.Type(value = Wish.Unmute.class, name = "UNMUTE"),
  @JsonSubTypes.Type(value = Wish.StopTalking.class, name = "STOP_TALKING"),
  @JsonSubTypes.Type(value = Wish.HangUp.class, name = "HANG_UP"),
  @JsonSubTypes.Type(value = Wish.Negotiate.class, name = "NEGOTIATE")
})
public sealed interface Wish {

  /// What the call itself does; anything else is up to its leg.
  sealed interface Control extends Wish {}

  /// The customer's microphone is off.
  record Mute() implements Control {}

  record Unmute() implements Control {}

  /// The agent is to be quiet.
  record StopTalking() implements Control {}

  record HangUp() implements Control {}

  /// The leg is to be led another way: ICE is restarted, or a candidate is told.
  ///
  /// @param body an SDP fragment (RFC 8840)
  record Negotiate(String body) implements Wish {}
}
