package io.parley.voice.sip.dial;

import io.parley.voice.sip.call.SipCall;
import io.parley.voice.sip.call.SipLeg;
import io.parley.voice.telephony.CallProgress;

/// Takes one call of ours. Called in the port's thread, which must not wait.
interface Taker {
  /// The other end has answered, and sound can go both ways. Once.
  void answered(SipCall call, SipLeg leg);

  /// The call goes on, or is over.
  void went(CallProgress progress);
}
