package io.parley.voice.sip.transport;

import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.TransactionKey;

/// The way out of a [UserAgent]: a [SipPort]. From any thread; done in the port's thread, in order.
public interface Wire {
  /// Answers an [Output.Asked].
  void answer(TransactionKey key, Response response);

  /// Sends a request, whose results come to the [UserAgent].
  void send(Request request, Peer to);

  /// Runs something in the port's thread, where it must not wait.
  void execute(Runnable task);
}
