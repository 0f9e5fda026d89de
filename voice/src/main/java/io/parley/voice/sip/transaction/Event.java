package io.parley.voice.sip.transaction;

import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipMessage;

/// An event of a transaction.
public sealed interface Event {
  /// A message came from the peer.
  record Received(SipMessage message) implements Event {}

  /// Our side answers. Clients never do.
  record Answer(Response response) implements Event {}

  /// The transport could not send.
  record Failed() implements Event {}

  /// A CANCEL was sent for it: a final response is due soon (RFC 3261, section 9.1).
  record Cancelled() implements Event {}

  /// Time has passed: the transaction's timer may be due.
  record Passed() implements Event {}
}
