package io.parley.voice.sip.transaction;

import io.parley.voice.sip.message.SipMessage;

/// An action after an event, in order.
public sealed interface Action {
  /// To the peer.
  record Send(SipMessage message) implements Action {}

  /// To our side.
  record Deliver(SipMessage message) implements Action {}

  /// The peer did not answer, or did not acknowledge, in time.
  record TimedOut() implements Action {}

  /// The transport could not send.
  record Unreachable() implements Action {}
}
