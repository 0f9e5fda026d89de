package io.parley.http.account;

import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Guard;
import io.parley.identity.account.AcceptOutcome;
import io.parley.identity.account.LinkView;
import io.parley.identity.account.SignUpOutcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/sign-ups` and `/v1/links`: a stranger makes an organisation, and the holder of a link from
/// a mail looks at it and uses it.
final class LinkCalls {
  private final AccountEdge edge;
  private final boolean signUpIsOpen;

  LinkCalls(AccountEdge edge, boolean signUpIsOpen) {
    this.edge = edge;
    this.signUpIsOpen = signUpIsOpen;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/sign-ups", _ -> open()),
        Endpoint.post("/v1/sign-ups", this::signUp),
        Endpoint.post("/v1/links", this::look),
        Endpoint.post("/v1/links/acceptance", this::accept));
  }

  /// Whether strangers make organisations here: a page says so before anybody fills it in.
  private CompletionStage<HttpResponse> open() {
    return CompletableFuture.completedStage(
        Replies.json(200, JsonText.object().put("open", signUpIsOpen)));
  }

  private CompletionStage<HttpResponse> signUp(Call call) {
    if (!signUpIsOpen) throw new ProblemException(ProblemType.SIGN_UP_CLOSED);
    edge.limits().mail(call.from());
    return call.json()
        .thenCompose(
            fields ->
                edge.accounts()
                    .links()
                    .signUp(
                        AccountBody.name(fields, "name"),
                        AccountBody.email(fields),
                        AccountBody.name(fields, "organisation"),
                        AccountBody.slug(fields),
                        AccountBody.language(fields),
                        edge.place(call),
                        edge.now()))
        .thenApply(
            outcome ->
                switch (outcome) {
                  case SignUpOutcome.Accepted() -> AccountEdge.done(202);
                  case SignUpOutcome.Refused(var reason) ->
                      throw new ProblemException(Problems.of(reason));
                  case SignUpOutcome.Slowed(var pause) ->
                      throw new ProblemException(AccountProblems.tooManyMails(pause));
                });
  }

  private CompletionStage<HttpResponse> look(Call call) {
    edge.limits().request(call.from());
    return call.json().thenCompose(fields -> looked(AccountBody.token(fields)));
  }

  private CompletionStage<HttpResponse> looked(String token) {
    var now = edge.now();
    var reset = edge.accounts().passwords().isOpen(token, now);
    return edge.accounts()
        .links()
        .look(token, now)
        .thenCombine(
            reset,
            (link, isReset) -> {
              if (link.isPresent()) return view(link.get());
              if (isReset) return Replies.json(200, JsonText.object().put("kind", "reset"));
              throw new ProblemException(
                  ProblemDetail.of(
                      ProblemType.NOT_FOUND,
                      "the link is unknown, was used, or has expired (ask for a new one)"));
            });
  }

  private static HttpResponse view(LinkView view) {
    var link = view.link();
    var kind = view.isSignUp() ? "verify" : JsonText.word(link.kind());
    var json = JsonText.object().put("kind", kind);
    json.putObject("organisation")
        .put("id", link.organisation().toString())
        .put("name", link.name());
    link.address().ifPresent(address -> json.put("email", address.text()));
    json.put("hasAccount", view.hasAccount()).put("expiresAt", JsonText.time(link.expiresAt()));
    return Replies.json(200, json);
  }

  /// Somebody who is signed in uses the link as that person; all others are signed in by it.
  private CompletionStage<HttpResponse> accept(Call call) {
    edge.limits().request(call.from());
    if (Guard.bearer(call).isPresent()) {
      var me = edge.me(call);
      return call.json().thenCompose(fields -> acceptAs(me, call, AccountBody.token(fields)));
    }
    return call.json().thenCompose(fields -> acceptBy(call, fields));
  }

  private CompletionStage<HttpResponse> acceptAs(Me me, Call call, String token) {
    return edge.accounts()
        .own()
        .isBound(me.person(), me.signIn(), edge.now())
        .thenCompose(
            isBound ->
                // links lead to other organisations
                isBound
                    ? CompletableFuture.completedStage(
                        new Outcome.Refused(OrganisationRefusal.FORBIDDEN))
                    : edge.accounts()
                        .links()
                        .acceptAs(me.person(), token, edge.place(call), edge.now()))
        .thenApply(
            outcome ->
                switch (outcome) {
                  case Outcome.Done(var organisation, _) -> {
                    var json = JsonText.object();
                    json.putObject("organisation").put("id", organisation.toString());
                    yield Replies.json(200, json);
                  }
                  case Outcome.Refused(var reason) ->
                      throw new ProblemException(Problems.of(reason));
                });
  }

  private CompletionStage<HttpResponse> acceptBy(Call call, Fields fields) {
    boolean asCookie = edge.wantsCookie(call, fields);
    return edge.accounts()
        .links()
        .accept(
            AccountBody.token(fields),
            AccountBody.optionalName(fields, "name"),
            AccountBody.optionalEmail(fields),
            AccountBody.optionalPassword(fields),
            AccountBody.optionalCode(fields),
            edge.place(call),
            edge.now())
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case AcceptOutcome.In(var signedIn) ->
                      edge.replies().tokens(201, call, signedIn, asCookie);
                  case AcceptOutcome.Weak(var reason) ->
                      throw new ProblemException(AccountProblems.of(reason));
                  case AcceptOutcome.Refused(var reason) ->
                      throw new ProblemException(Problems.of(reason));
                  case AcceptOutcome.NotIn(var refused) ->
                      throw new ProblemException(
                          AccountProblems.of(refused, ProblemType.SIGN_IN_REFUSED));
                });
  }
}
