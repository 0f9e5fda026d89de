package io.parley.voice.sip.call;

import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk;
import io.parley.voice.leg.Leg;
import io.parley.voice.telephony.CallTransfer;
import java.util.concurrent.CompletionStage;

/// Leads telephones to agents.
public interface AgentCalls {
  /// Whether a call could begin now. Called in the port's thread; must not wait.
  PhoneDesk.Readiness readiness(PhoneCall call);

  /// Gives a call a session and a place.
  ///
  /// @param requestId for the log
  /// @return fails as [PhoneDesk#admit] does
  CompletionStage<Place> admit(PhoneCall call, String requestId);

  /// A place for one call: to be opened, or forgone.
  interface Place {
    /// Begins the call with the agent.
    ///
    /// @param transfer hands its other end over
    void open(Leg leg, CallTransfer transfer);

    /// The caller is gone.
    void forgo();
  }

  /// Over the desk of telephones.
  static AgentCalls of(PhoneDesk desk) {
    return new AgentCalls() {
      @Override
      public PhoneDesk.Readiness readiness(PhoneCall call) {
        return desk.readiness(call, true);
      }

      @Override
      public CompletionStage<Place> admit(PhoneCall call, String requestId) {
        return desk.admit(call, requestId).thenApply(AgentCalls::place);
      }
    };
  }

  private static Place place(PhoneDesk.Admitted admitted) {
    return new Place() {
      @Override
      public void open(Leg leg, CallTransfer transfer) {
        admitted.open(leg, transfer);
      }

      @Override
      public void forgo() {
        admitted.forgo();
      }
    };
  }
}
