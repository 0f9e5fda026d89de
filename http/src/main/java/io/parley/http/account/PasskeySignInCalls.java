package io.parley.http.account;

import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.identity.account.SignInOutcome;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/sign-ins/passkey`: a person signs in by a passkey.
final class PasskeySignInCalls {
  private static final String PATH = "/v1/sign-ins/passkey";

  private final AccountEdge edge;

  PasskeySignInCalls(AccountEdge edge) {
    this.edge = edge;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(PATH + "/options", this::begin), Endpoint.post(PATH, this::signIn));
  }

  private CompletionStage<HttpResponse> begin(Call call) {
    edge.limits().request(call.from());
    return call.json()
        .thenApply(
            _ -> {
              var options =
                  edge.accounts()
                      .passkeySignIns()
                      .begin(edge.now())
                      .orElseThrow(PasskeyCalls::noDomain);
              return Replies.json(200, PasskeyBody.request(options))
                  .addHeader(edge.cookies().ofPasskeySignIn(call, options.cookie()));
            });
  }

  private CompletionStage<HttpResponse> signIn(Call call) {
    edge.limits().request(call.from());
    return call.json()
        .thenCompose(
            fields -> {
              boolean asCookie = edge.wantsCookie(call, fields);
              return edge.accounts()
                  .passkeySignIns()
                  .signIn(
                      PasskeyBody.assertion(fields),
                      edge.cookies().passkey(call),
                      AccountBody.organisation(fields),
                      edge.place(call),
                      edge.now())
                  .thenCompose(outcome -> answer(call, outcome, asCookie));
            });
  }

  private CompletionStage<HttpResponse> answer(Call call, SignInOutcome outcome, boolean asCookie) {
    if (outcome instanceof SignInOutcome.Granted(var signedIn))
      return edge.replies().tokens(201, call, signedIn, asCookie);
    throw new ProblemException(AccountProblems.of(outcome, ProblemType.SIGN_IN_REFUSED));
  }
}
