package io.parley.http.telephony;

import io.parley.core.dial.CallOut;
import io.parley.http.session.Edge;
import io.parley.http.voice.VoiceEdge;
import io.parley.voice.call.FirstWords;
import io.parley.voice.desk.PhoneDesk;
import io.parley.voice.desk.PhoneDesk.Admitted;
import io.parley.voice.desk.PhoneDesk.Readiness;
import io.parley.voice.desk.PhoneDesk.Visited;
import io.parley.voice.leg.Leg;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Begins what follows an admitted call: a session, and a call in it.
final class PhoneCalls {
  private final PhoneDesk desk;
  private final AnsweredCalls answered;
  private final PhoneTransfers transfers;

  PhoneCalls(Edge edge, VoiceEdge voice, Telephony telephony) {
    answered = new AnsweredCalls(voice, telephony);
    transfers = telephony.transfers();
    desk =
        new PhoneDesk(
            edge.starter(telephony.agents(), telephony.requests()),
            voice.desk(),
            edge.entry(),
            telephony.agents(),
            voice.lost());
  }

  /// Whether a call of this agent could begin now.
  ///
  /// @param withSound whether Parley is to listen and speak
  boolean isPossible(CallPass pass, boolean withSound) {
    return desk.readiness(pass.phone(), withSound) == Readiness.READY;
  }

  /// See [PhoneDesk#start].
  CompletionStage<Visited> start(CallPass pass, String requestId) {
    if (pass.order().isEmpty()) return desk.start(pass.phone(), requestId);
    var order = pass.order().get();
    return answered
        .find(order)
        .thenCompose(
            call -> desk.startPlaced(pass.phone(), told(call), call.order().opening(), requestId))
        .thenCompose(
            visited ->
                answered.connected(order, visited.view().key().session()).thenApply(_ -> visited));
  }

  /// The first words in a call of this pass.
  ///
  /// @return fails with [io.parley.voice.desk.NotPossible] when a call that we placed is over
  CompletionStage<FirstWords> first(CallPass pass) {
    return pass.order().isEmpty()
        ? CompletableFuture.completedStage(desk.callerWords(pass.phone()))
        : answered
            .find(pass.order().get())
            .thenApply(call -> desk.calledWords(pass.phone(), call.order().opening()));
  }

  private static Map<String, String> told(CallOut call) {
    var told = new HashMap<>(call.order().context().metadata());
    told.put("order", call.order().key().id());
    return told;
  }

  /// Begins the call in its session; one that we have placed, when it is known who has answered. A
  /// colleague who was called joins the call that waits for them.
  ///
  /// @return the call's id, or a colleague's provider's id; empty when there is no conversation;
  ///   fails as [PhoneDesk#admit] does
  CompletionStage<Optional<String>> open(CallPass pass, Leg leg, String requestId) {
    var id = pass.phone().call();
    if (transfers.colleagues().take(id, leg))
      return CompletableFuture.completedStage(Optional.of(id));
    if (pass.order().isEmpty()) return talk(pass, leg, requestId).thenApply(Optional::of);
    return answered
        .find(pass.order().get())
        .thenCompose(
            call -> answered.open(call, pass.phone(), leg, () -> talk(pass, leg, requestId)));
  }

  private CompletionStage<Admitted> admit(CallPass pass, String requestId) {
    return pass.order().isEmpty()
        ? desk.admit(pass.phone(), requestId)
        : start(pass, requestId).thenCompose(visited -> desk.admit(pass.phone(), visited));
  }

  private CompletionStage<String> talk(CallPass pass, Leg leg, String requestId) {
    return admit(pass, requestId)
        .thenApply((Admitted admitted) -> admitted.open(leg, transfers.of().apply(pass.phone())));
  }
}
