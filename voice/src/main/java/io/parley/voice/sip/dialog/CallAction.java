package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transaction.TransactionKey;

/// An action after an event, in order.
public sealed interface CallAction {
  /// A request with a transaction.
  record Send(Request request) implements CallAction {}

  /// An ACK of a success, which has none.
  record SendAck(Request ack) implements CallAction {}

  /// A response to [CallEvent.Asked].
  record Respond(TransactionKey key, Response response) implements CallAction {}

  /// To our side.
  record Tell(CallNews news) implements CallAction {}
}
