package io.parley.voice.sip.call;

import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transaction.TransactionKey;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/// The other nodes that have a SIP port, by the numbers of their [marks][NodeMark]. From any
/// thread; never waits.
public interface OtherNodes {
  /// The number of this node.
  int own();

  /// The node of the call with this tag of our end: the one of its mark, unless another one goes on
  /// with the call since.
  default OptionalInt of(String tag) {
    return NodeMark.of(tag);
  }

  /// Whether there is such a node, as far as is known.
  boolean has(int node);

  /// Hands a request to the node that has its call.
  ///
  /// @param key of its transaction here; empty for an ACK
  /// @return fails when that node does not take it in time
  CompletionStage<Void> hand(int node, Optional<TransactionKey> key, Request request);

  /// Brings a response to the node from which the request came. May get lost.
  ///
  /// @param key of the transaction there
  void answer(int node, TransactionKey key, Response response);
}
