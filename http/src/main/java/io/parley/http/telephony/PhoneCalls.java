package io.parley.http.telephony;

import io.parley.core.access.Principal;
import io.parley.core.dial.CallOut;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.session.Channel;
import io.parley.core.session.Role;
import io.parley.http.session.Edge;
import io.parley.http.voice.VoiceEdge;
import io.parley.sessions.SessionView;
import io.parley.sessions.entry.Hurdle;
import io.parley.sessions.entry.SessionStarter;
import io.parley.sessions.entry.StartOutcome;
import io.parley.sessions.entry.StartRequest;
import io.parley.sessions.entry.Visit;
import io.parley.voice.call.Negotiation;
import io.parley.voice.desk.Availability;
import io.parley.voice.desk.CallCheck;
import io.parley.voice.desk.CallPlaces.Place;
import io.parley.voice.leg.Leg;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Begins what follows an admitted call: a session, and a call in it. A provider that connects one
/// call twice finds its session again.
final class PhoneCalls {
  private final Edge edge;
  private final VoiceEdge voice;
  private final Telephony telephony;
  private final SessionStarter starter;
  private final AnsweredCalls answered;

  PhoneCalls(Edge edge, VoiceEdge voice, Telephony telephony) {
    this.edge = edge;
    this.voice = voice;
    this.telephony = telephony;
    this.answered = new AnsweredCalls(voice, telephony);
    this.starter =
        new SessionStarter(
            edge.entry(),
            telephony.agents(),
            telephony.requests(),
            block -> edge.tokens().seal("visitor", block),
            edge.tokens().revocations()::concern);
  }

  /// The call cannot begin. The message is for our log; it holds no words and no number.
  static final class NotPossible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPossible(String message) {
      super(message, null, false, false);
    }
  }

  /// Whether a call of this agent could begin now.
  ///
  /// @param withSound whether Parley is to listen and speak
  boolean isPossible(CallPass pass, boolean withSound) {
    boolean isReady = !withSound || voice.desk().availability() instanceof Availability.Ready;
    return isReady
        && !edge.readers().isDraining()
        && !voice.calls().isDraining()
        && telephony.agents().current(pass.tenant(), pass.agent()).isPresent();
  }

  /// Limits count callers by their number: all calls of a provider come from its few addresses.
  static RemoteAddress from(CallPass pass) {
    var digits = pass.caller().replaceAll("[^0-9]", "");
    return new RemoteAddress("tel:" + (digits.isEmpty() ? "unknown" : digits));
  }

  /// Starts the call's session, or finds it.
  ///
  /// @return fails with [NotPossible], and as the entry does
  CompletionStage<Visited> start(CallPass pass, String requestId) {
    if (pass.order().isEmpty())
      return start(pass, Principal.visitor(pass.tenant()), Map.of(), requestId);
    var order = pass.order().get();
    return answered
        .find(order)
        .thenCompose(call -> start(pass, company(pass), told(call), requestId))
        .thenCompose(
            visited ->
                answered.connected(order, visited.view().key().session()).thenApply(_ -> visited));
  }

  /// The company has wanted the call: it is no visitor's.
  private static Principal company(CallPass pass) {
    return Principal.staff(pass.tenant(), Role.OPERATOR);
  }

  private static Map<String, String> told(CallOut call) {
    var told = new HashMap<>(call.order().context().metadata());
    told.put("order", call.order().key().id());
    return told;
  }

  private CompletionStage<Visited> start(
      CallPass pass, Principal principal, Map<String, String> told, String requestId) {
    var from = from(pass);
    var metadata = new HashMap<>(told);
    metadata.put("provider", pass.provider());
    metadata.put("call", pass.call());
    metadata.put("caller", pass.caller());
    metadata.put("number", pass.number());
    var request =
        new StartRequest(pass.agent(), pass.language(), Channel.PHONE, Optional.empty(), metadata);
    return CompletableFuture.completedStage(pass)
        .thenCompose(
            _ ->
                starter.start(
                    starter.admit(principal, from, Hurdle.NONE),
                    request,
                    Optional.of(pass.provider() + "-" + pass.call()),
                    requestId,
                    Optional.empty()))
        .thenApply(outcome -> started(outcome, from));
  }

  /// A caller in a session.
  record Visited(Visit visit, SessionView view) {}

  private static Visited started(StartOutcome outcome, RemoteAddress from) {
    return switch (outcome) {
      case StartOutcome.Started(var view) ->
          new Visited(new Visit(Principal.customer(view.key()), view.key(), from), view);
      case StartOutcome.KeyReused() ->
          throw new NotPossible("the call's session is closed to it (expected: a new call)");
      case StartOutcome.KeyGuessable _ ->
          throw new NotPossible("the provider's id of the call is too short for a key");
      case StartOutcome.NoSuchAgent() ->
          throw new NotPossible(
              "there is no such agent (expected: one that parley.telephony.numbers names)");
      case StartOutcome.NotStored(var answer) ->
          throw new NotPossible("the session answered " + answer.getClass().getSimpleName());
    };
  }

  /// Begins the call in its session; one that we have placed, when it is known who has answered.
  ///
  /// @return the call's id, empty when there is no conversation; fails with [NotPossible], and as
  ///   entry and desk do
  CompletionStage<Optional<String>> open(CallPass pass, Leg leg, String requestId) {
    if (pass.order().isEmpty()) return talk(pass, leg, requestId).thenApply(Optional::of);
    return answered
        .find(pass.order().get())
        .thenCompose(call -> answered.open(call, leg, () -> talk(pass, leg, requestId)));
  }

  private CompletionStage<String> talk(CallPass pass, Leg leg, String requestId) {
    var desk = voice.desk();
    return start(pass, requestId)
        .thenCompose(visited -> desk.check(visited.visit(), pass.language()))
        .thenApply(PhoneCalls::passed)
        .thenCompose(passed -> desk.reserve(passed).thenApply(place -> opened(passed, leg, place)));
  }

  private String opened(CallCheck.Passed passed, Leg leg, Place place) {
    try {
      return voice.desk().open(passed, leg, Negotiation.NONE, place);
    } catch (RuntimeException e) {
      place.forgo();
      throw e;
    }
  }

  private static CallCheck.Passed passed(CallCheck check) {
    return switch (check) {
      case CallCheck.Passed passed -> passed;
      case CallCheck.NoSuchSession() -> throw new NotPossible("the session is gone");
      case CallCheck.SessionEnded() -> throw new NotPossible("the session has ended");
      case CallCheck.NotALanguage() -> throw new NotPossible("the language is no BCP 47 tag");
      case CallCheck.NotSpoken(var language, var spoken) ->
          throw new NotPossible("%s is not spoken (expected: %s)".formatted(language, spoken));
      case CallCheck.NotAvailable(var detail) -> throw new NotPossible(detail);
    };
  }
}
