package io.parley.voice.sip.call;

import io.parley.voice.sip.dialog.CallEvent;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.transport.Peer;

/// Decides on calls that come in.
@FunctionalInterface
public interface IncomingCalls {
  /// Called in the port's thread, which must not wait.
  ///
  /// @param invite well formed, and nothing that we cannot do is required in it
  Decision incoming(SipCall call, Request invite, Peer from);

  /// The outcome of a call.
  sealed interface Decision {
    /// @param listener gets its news; the first one is the offer, which is to be answered
    record Taken(CallListener listener) implements Decision {}

    /// It is over.
    record Refused(CallEvent.Refuse with) implements Decision {}
  }
}
