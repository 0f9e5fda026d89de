package io.parley.http.account;

import io.parley.core.organisation.OrganisationRefusal;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.Problems;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.identity.account.PasswordOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/password-resets` and `/v1/me/password`: forgotten passwords, and changed ones.
final class PasswordCalls {
  private final AccountEdge edge;

  PasswordCalls(AccountEdge edge) {
    this.edge = edge;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/password-resets", this::forgot),
        Endpoint.put("/v1/password-resets", this::reset),
        Endpoint.put("/v1/me/password", this::change));
  }

  /// The same answer for every address, at once.
  private CompletionStage<HttpResponse> forgot(Call call) {
    edge.limits().mail(call.from());
    return call.json()
        .thenApply(
            fields -> {
              var address = AccountBody.email(fields);
              var language = AccountBody.language(fields);
              edge.accounts().passwords().forgot(address, language, edge.place(call), edge.now());
              return AccountEdge.done(202);
            });
  }

  private CompletionStage<HttpResponse> reset(Call call) {
    edge.limits().request(call.from());
    return call.json()
        .thenCompose(
            fields ->
                edge.accounts()
                    .passwords()
                    .reset(
                        AccountBody.token(fields),
                        AccountBody.password(fields, "password"),
                        edge.now()))
        .thenApply(PasswordCalls::answer);
  }

  private CompletionStage<HttpResponse> change(Call call) {
    var me = edge.me(call);
    return call.json()
        .thenCompose(
            fields ->
                edge.accounts()
                    .passwords()
                    .change(
                        me.person(),
                        AccountBody.password(fields, "current"),
                        AccountBody.password(fields, "password"),
                        Optional.of(me.signIn()),
                        edge.place(call),
                        edge.now()))
        .thenApply(PasswordCalls::answer);
  }

  private static HttpResponse answer(PasswordOutcome outcome) {
    return switch (outcome) {
      case PasswordOutcome.Done() -> AccountEdge.done(204);
      case PasswordOutcome.Weak(var reason) ->
          throw new ProblemException(AccountProblems.of(reason));
      case PasswordOutcome.Wrong() -> throw new ProblemException(AccountProblems.wrong());
      case PasswordOutcome.UnknownLink() ->
          throw new ProblemException(Problems.of(OrganisationRefusal.UNKNOWN_LINK));
      case PasswordOutcome.Slowed(var pause) ->
          throw new ProblemException(AccountProblems.slowed(pause));
      case PasswordOutcome.Busy() -> throw new ProblemException(AccountProblems.busy());
    };
  }
}
