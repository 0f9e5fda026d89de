package io.parley.voice.sip.transport;

import io.parley.voice.sip.transaction.Output;

/// Takes what transactions have for our side.
@FunctionalInterface
public interface UserAgent {
  /// Called in the port's thread, which must not wait.
  ///
  /// @param output anything but a [Output.Send]. Every [Output.Asked] is to be answered by
  ///   [SipPort#answer]; an exception answers it with 500
  void take(Output<Peer> output);
}
