package io.parley.http.telephony;

import io.parley.http.session.Edge;
import io.parley.http.voice.VoiceEdge;
import io.parley.sessions.entry.SessionStarter;
import io.parley.voice.desk.PhoneDesk;
import io.parley.voice.desk.PhoneDesk.Readiness;
import io.parley.voice.desk.PhoneDesk.Visited;
import io.parley.voice.leg.Leg;
import java.util.concurrent.CompletionStage;

/// Begins what follows an admitted call: a session, and a call in it.
final class PhoneCalls {
  private final PhoneDesk desk;

  PhoneCalls(Edge edge, VoiceEdge voice, Telephony telephony) {
    desk =
        new PhoneDesk(
            new SessionStarter(
                edge.entry(),
                telephony.agents(),
                telephony.requests(),
                block -> edge.tokens().seal("visitor", block),
                edge.tokens().revocations()::concern),
            voice.desk(),
            edge.entry(),
            telephony.agents());
  }

  /// Whether a call of this agent could begin now.
  ///
  /// @param withSound whether Parley is to listen and speak
  boolean isPossible(CallPass pass, boolean withSound) {
    return desk.readiness(pass.phoneCall(), withSound) == Readiness.READY;
  }

  /// See [PhoneDesk#start].
  CompletionStage<Visited> start(CallPass pass, String requestId) {
    return desk.start(pass.phoneCall(), requestId);
  }

  /// Begins the call in its session.
  ///
  /// @return the call's id; fails as [PhoneDesk#admit] does
  CompletionStage<String> open(CallPass pass, Leg leg, String requestId) {
    return desk.admit(pass.phoneCall(), requestId).thenApply(admitted -> admitted.open(leg));
  }
}
