package io.parley.http.telephony;

import io.parley.core.tenant.SessionKey;
import io.parley.core.turn.Line;
import io.parley.http.json.JsonText;
import io.parley.http.voice.VoiceEdge;
import io.parley.voice.call.Calls;
import io.parley.voice.call.FirstWords;
import io.parley.voice.desk.CallDesk;
import io.parley.voice.desk.PhoneDesk;
import io.parley.voice.desk.PhoneDesk.Visited;
import io.parley.voice.dial.AnsweredCalls;
import io.parley.voice.dial.RelayedMachines;
import io.parley.voice.leg.Leg;
import io.parley.voice.telephony.ProviderReports;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Begins what follows an admitted call: a session, and a call in it.
final class PhoneCalls {
  private final Calls calls;
  private final PhoneDesk desk;
  private final CallDesk places;
  private final AnsweredCalls answered;
  private final RelayedMachines machines;
  private final PhoneTransfers transfers;
  private final ProviderReports reports;
  private final Telephony telephony;

  PhoneCalls(VoiceEdge voice, Telephony telephony) {
    calls = voice.calls();
    transfers = telephony.transfers();
    reports = telephony.reports();
    this.telephony = telephony;
    desk = voice.phones();
    places = voice.desk();
    machines = new RelayedMachines(telephony.out(), telephony::language);
    answered = new AnsweredCalls(telephony.out(), voice.desk(), desk, telephony::language);
  }

  /// Whether a call of this agent could begin now, as far as it is known before its place is
  /// reserved. Counts calls that could not.
  ///
  /// @param withSound whether Parley is to listen and speak
  boolean isPossible(CallPass pass, boolean withSound) {
    boolean isConnected = pass.order().isPresent() || pass.isBack();
    var readiness = desk.readiness(pass.phone(), withSound);
    boolean isPossible = isPossible(readiness, isConnected);
    if (!isPossible) reports.refused(pass.phone().provider(), JsonText.word(readiness));
    return isPossible;
  }

  /// @param isConnected whether somebody listens already, who would hear that the call ends;
  ///   otherwise it rings, and may be rejected as busy
  static boolean isPossible(PhoneDesk.Readiness readiness, boolean isConnected) {
    return switch (readiness) {
      case READY -> true;
      case LOADED -> isConnected;
      case DRAINING, NO_SPEECH, NOT_SERVED, NO_AGENT -> false;
    };
  }

  /// A call in which the provider listens and speaks. It needs no place of this node, and is
  /// counted among its organisation's calls.
  ///
  /// @param leaving to be run once, when it is over
  record Relayed(Visited visited, Runnable leaving) {}

  /// Starts the session of a call in which the provider listens and speaks. The quota is asked
  /// first: a call that is refused by it begins no session.
  ///
  /// @return fails as [CallDesk#counted] does, as [PhoneDesk#start], and as [AnsweredCalls#start]
  ///   of a call that we have placed
  CompletionStage<Relayed> start(CallPass pass, String requestId) {
    return CompletableFuture.completedStage(pass.phone().tenant())
        .thenCompose(
            tenant ->
                places.counted(
                    tenant,
                    leaving ->
                        visited(pass, requestId)
                            .thenApply(visited -> new Relayed(visited, leaving))));
  }

  private CompletionStage<Visited> visited(CallPass pass, String requestId) {
    return pass.order()
        .map(order -> answered.start(order, pass.phone(), requestId))
        .orElseGet(() -> desk.start(pass.phone(), requestId));
  }

  /// The first words in a call of this pass.
  ///
  /// @return fails with [io.parley.voice.desk.NotPossible] when a call that we placed is over
  CompletionStage<FirstWords> first(CallPass pass) {
    return pass.order()
        .map(order -> answered.first(order, pass.phone()))
        .orElseGet(() -> CompletableFuture.completedStage(desk.callerWords(pass.phone())));
  }

  /// Machines that have answered such calls.
  RelayedMachines machines() {
    return machines;
  }

  /// The node's calls.
  Calls all() {
    return calls;
  }

  /// See [PhoneDesk#record].
  void record(SessionKey session, String id, String words) {
    desk.record(session, id, words);
  }

  /// Begins the call in its session; one that we have placed, when it is known who has answered. A
  /// colleague who was called joins the call that waits for them. A caller who was handed over, and
  /// comes back, is told that they were not connected; one who comes from a node that drains
  /// notices nothing.
  ///
  /// @return the call's id, or a colleague's provider's id; empty when there is no conversation;
  ///   fails as [PhoneDesk#admit] does
  CompletionStage<Optional<String>> open(CallPass pass, Leg leg, String requestId) {
    var id = pass.phone().call();
    if (transfers.colleagues().take(id, leg))
      return CompletableFuture.completedStage(Optional.of(id));
    var transfer = transfers.of().apply(pass);
    if (pass.isBack())
      return desk.admitBack(pass.phone(), () -> again(pass, requestId), back(pass))
          .thenApply(admitted -> Optional.of(admitted.open(leg, transfer)));
    if (pass.order().isPresent())
      return answered.open(pass.order().get(), pass.phone(), leg, transfer, requestId);
    return desk.admit(pass.phone(), requestId)
        .thenApply(admitted -> Optional.of(admitted.open(leg, transfer)));
  }

  /// The session of a caller who comes back.
  private CompletionStage<Visited> again(CallPass pass, String requestId) {
    return pass.order()
        .map(order -> answered.again(order, pass.phone(), requestId))
        .orElseGet(() -> desk.start(pass.phone(), requestId));
  }

  /// The words to a caller who comes back.
  private Optional<String> back(CallPass pass) {
    if (pass.arrival() == CallPass.Arrival.MOVED) return Optional.empty();
    var language = telephony.language(pass.phone());
    return Optional.of(telephony.lines().apply(language).get(Line.NOT_CONNECTED));
  }
}
