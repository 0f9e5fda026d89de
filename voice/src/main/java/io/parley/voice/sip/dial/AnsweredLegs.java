package io.parley.voice.sip.dial;

import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk;
import io.parley.voice.leg.Leg;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.OutboundCalls.Order;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Takes calls of ours that were answered.
public interface AnsweredLegs {
  /// Whether a call could begin now. Called in the port's thread; must not wait.
  PhoneDesk.Readiness readiness(PhoneCall phone);

  /// Tells a person from a machine, and has the agent talk with a person. Called in the port's
  /// thread; must not wait.
  ///
  /// @param transfer hands the other end over
  /// @return the call's id; empty when there is no conversation. The leg is closed when it fails
  CompletionStage<Optional<String>> begin(
      Order order, PhoneCall phone, Leg leg, CallTransfer transfer);
}
