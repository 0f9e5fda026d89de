package io.parley.http.telephony;

import io.parley.core.access.Principal;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.session.Channel;
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

  PhoneCalls(Edge edge, VoiceEdge voice, Telephony telephony) {
    this.edge = edge;
    this.voice = voice;
    this.telephony = telephony;
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
    var from = from(pass);
    var request =
        new StartRequest(
            pass.agent(),
            pass.language(),
            Channel.PHONE,
            Optional.empty(),
            Map.of(
                "provider", pass.provider(),
                "call", pass.call(),
                "caller", pass.caller(),
                "number", pass.number()));
    return CompletableFuture.completedStage(pass)
        .thenCompose(
            _ ->
                starter.start(
                    starter.admit(Principal.visitor(pass.tenant()), from, Hurdle.NONE),
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

  /// Begins the call in its session; a colleague who was called joins the call that waits for them.
  ///
  /// @return the call's id, or a colleague's provider's id; fails with [NotPossible], and as entry
  ///   and desk do
  CompletionStage<String> open(CallPass pass, Leg leg, String requestId) {
    if (telephony.transfers().colleagues().take(pass.call(), leg))
      return CompletableFuture.completedStage(pass.call());
    var desk = voice.desk();
    return start(pass, requestId)
        .thenCompose(visited -> desk.check(visited.visit(), pass.language()))
        .thenApply(PhoneCalls::passed)
        .thenCompose(
            passed -> desk.reserve(passed).thenApply(place -> opened(pass, passed, leg, place)));
  }

  private String opened(CallPass pass, CallCheck.Passed passed, Leg leg, Place place) {
    var transfer = telephony.transfers().of().apply(pass);
    try {
      return voice.desk().open(passed, leg, Negotiation.NONE, transfer, place);
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
