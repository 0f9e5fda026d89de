package io.parley.http.session;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.agent.Agents;
import io.parley.core.identity.CustomerProofs;
import io.parley.core.journal.StartRequests;
import io.parley.http.challenge.Challenge;
import io.parley.http.challenge.HashChallenge;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.IdempotencyKey;
import io.parley.http.route.Replies;
import io.parley.http.token.IssuedToken;
import io.parley.sessions.SessionView;
import io.parley.sessions.entry.Hurdle;
import io.parley.sessions.entry.SessionStarter;
import io.parley.sessions.entry.SessionStarter.Admitted;
import io.parley.sessions.entry.StartOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `POST /v1/sessions`: reads the request, starts the session, and returns the token that opens it.
final class StartEndpoint {
  private final Edge edge;
  private final SessionStarter starter;
  private final StartCallers callers;
  private final Challenge challenge;

  StartEndpoint(Edge edge, Agents agents, StartRequests requests, CustomerProofs proofs) {
    this.edge = edge;
    this.callers = new StartCallers(edge, proofs);
    this.starter = edge.starter(agents, requests);
    this.challenge =
        new HashChallenge(
            edge.settings().visitors().challenge(), text -> edge.tokens().seal("challenge", text));
  }

  Endpoint endpoint() {
    return Endpoint.post("/v1/sessions", this::start);
  }

  private CompletionStage<HttpResponse> start(Call call) {
    return callers.of(call).thenCompose(caller -> start(call, caller));
  }

  private CompletionStage<HttpResponse> start(Call call, StartCaller caller) {
    var principal = caller.principal();
    Guard.require(Permission.START, principal);
    if (principal.isStaff()) edge.known().add(call.from());
    var admitted = starter.admit(principal, call.from(), hurdle(call, caller));
    var idempotencyKey = IdempotencyKey.of(call);
    boolean verified = principal.may(Permission.NAME_CUSTOMER);
    return call.json()
        .thenApply(fields -> StartBody.read(fields, edge.settings().start().metadata(), verified))
        .thenApply(caller::request)
        .thenCompose(
            request ->
                starter.start(admitted, request, idempotencyKey, call.id().value(), call.trace()))
        .thenApply(outcome -> created(started(outcome), admitted));
  }

  /// A token of the company's own backend cost its holder a sign-in there.
  private Hurdle hurdle(Call call, StartCaller caller) {
    return caller.proved().isPresent()
        ? Hurdle.NONE
        : (pressure, now) -> demand(call, pressure, now);
  }

  private Optional<Hurdle.Demand> demand(Call call, double pressure, Instant now) {
    return switch (challenge.check(call.from(), call.header("Challenge-Answer"), pressure, now)) {
      case Challenge.Passed() -> Optional.empty();
      case Challenge.Demanded(var text, var detail) -> Optional.of(new Hurdle.Demand(text, detail));
    };
  }

  private static SessionView started(StartOutcome outcome) {
    return switch (outcome) {
      case StartOutcome.Started(var view) -> view;
      case StartOutcome.KeyReused() ->
          throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED);
      case StartOutcome.KeyGuessable(int characters) ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.IDEMPOTENCY_KEY_REUSED,
                  "the key is too easy to guess for its answer to be given twice (expected: a UUID,"
                      + " or %d random characters or more)".formatted(characters)));
      case StartOutcome.NoSuchAgent() -> throw new Malformed("there is no such agent");
      case StartOutcome.NotStored(var answer) ->
          throw new IllegalStateException("stored under " + Asking.stored(answer));
    };
  }

  private HttpResponse created(SessionView view, Admitted admitted) {
    var id = view.key().session().value();
    var json =
        JsonText.object()
            .put("id", id)
            .put("token", token(view, admitted.principal()).token())
            .put("seq", view.seq());
    json.set("agent", WireEvents.agent(view.agent()));
    json.put("status", JsonText.word(view.status()))
        .put("createdAt", JsonText.time(view.createdAt()));
    return Replies.json(201, json)
        .addHeader(Replies.header("Location", "/v1/sessions/" + id))
        .addHeaders(admitted.left().map(Replies::quota).orElse(List.of()));
  }

  /// A visitor's repeated request gets a token whose lifetime counts from the session's start.
  private IssuedToken token(SessionView view, Principal principal) {
    var now = edge.clock().instant();
    return principal.isStaff()
        ? edge.tokens().issue(view.key(), now)
        : edge.tokens().again(view.key(), view.createdAt(), now);
  }
}
