package io.parley.voice.sip.transaction;

import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipMessage;
import java.util.Optional;

/// The output of the [TransactionLayer]: to the peer, or to our side.
///
/// @param <P> an end of a connection
public sealed interface Output<P> {
  /// @param key of the transaction that wants to hear if it fails; empty for messages without one
  record Send<P>(SipMessage message, P to, Optional<TransactionKey> key) implements Output<P> {}

  /// A request, once. It is to be answered.
  ///
  /// @param cancelled for a CANCEL, the INVITE that it is about, if there is one
  record Asked<P>(TransactionKey key, Request request, P from, Optional<TransactionKey> cancelled)
      implements Output<P> {}

  /// An ACK of a success, which has no transaction, each time that it comes.
  record Acknowledged<P>(Request ack, P from) implements Output<P> {}

  /// A response to a request of ours; successes of INVITE each time that they come.
  ///
  /// @param key empty if it comes after the transaction ended
  record Answered<P>(Optional<TransactionKey> key, Response response, P from)
      implements Output<P> {}

  /// The peer did not answer a request of ours, or did not acknowledge a refusal, or our side did
  /// not answer.
  record TimedOut<P>(TransactionKey key) implements Output<P> {}

  /// A message could not be sent.
  record Unreachable<P>(TransactionKey key) implements Output<P> {}
}
