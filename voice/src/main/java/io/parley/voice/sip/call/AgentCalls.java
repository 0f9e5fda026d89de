package io.parley.voice.sip.call;

import io.parley.core.tenant.SessionKey;
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

  /// Gives a call that another node has left a place in its session.
  ///
  /// @return fails as [PhoneDesk#admitLeft] does
  CompletionStage<Place> goOn(PhoneCall call, SessionKey session);

  /// A place for one call: to be opened, or forgone.
  interface Place {
    SessionKey session();

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

      @Override
      public CompletionStage<Place> goOn(PhoneCall call, SessionKey session) {
        return desk.admitLeft(call, session).thenApply(AgentCalls::place);
      }
    };
  }

  private static Place place(PhoneDesk.Admitted admitted) {
    return new Place() {
      @Override
      public SessionKey session() {
        return admitted.session();
      }

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
