package io.parley.voice.sip.transport;

import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.Transaction;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/// Takes what transactions have for our side. Called in the port's thread, which must not wait.
@FunctionalInterface
public interface UserAgent {
  /// @param output anything but a [Output.Send]. Every [Output.Asked] is to be answered by
  ///   [Wire#answer]; an exception answers it with 500
  void take(Output<Peer> output);

  /// The other end of the call that a request belongs to, by a tag that is unguessable: whatever
  /// comes from there within the call needs no further proof.
  default Optional<Peer> peerOf(Request request) {
    return Optional.empty();
  }

  /// Whether a request belongs to a call, by both tags, whose other end has this address, too: it
  /// needs no further proof either.
  default boolean mayComeFrom(Request request, InetAddress address) {
    return false;
  }

  /// The connection of this end is gone. All that waited for an answer over it was told.
  default void lost(Peer peer) {
    // nobody relies on one
  }

  /// When [#passed] is due, or [Transaction#NEVER]. It may be too early, never too late.
  default Instant due() {
    return Transaction.NEVER;
  }

  /// Does what is due.
  default void passed(Instant at) {
    // nothing ever is
  }
}
