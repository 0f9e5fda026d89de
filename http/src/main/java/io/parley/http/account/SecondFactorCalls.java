package io.parley.http.account;

import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.identity.account.SecondFactorOutcome;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/me/second-factor`: a person turns codes of an app on and off.
final class SecondFactorCalls {
  private static final String PATH = "/v1/me/second-factor";

  private final AccountEdge edge;

  SecondFactorCalls(AccountEdge edge) {
    this.edge = edge;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(PATH, this::begin),
        Endpoint.put(PATH, this::confirm),
        Endpoint.delete(PATH, this::remove));
  }

  private CompletionStage<HttpResponse> begin(Call call) {
    var me = edge.me(call);
    return call.json()
        .thenCompose(
            fields ->
                edge.accounts()
                    .secondFactors()
                    .begin(
                        me.person(),
                        AccountBody.password(fields, "password"),
                        edge.place(call),
                        edge.now()))
        .thenApply(SecondFactorCalls::answer);
  }

  private CompletionStage<HttpResponse> confirm(Call call) {
    var me = edge.me(call);
    return call.json()
        .thenCompose(
            fields ->
                edge.accounts()
                    .secondFactors()
                    .confirm(me.person(), AccountBody.code(fields), edge.now()))
        .thenApply(SecondFactorCalls::answer);
  }

  private CompletionStage<HttpResponse> remove(Call call) {
    var me = edge.me(call);
    return call.json()
        .thenCompose(
            fields ->
                edge.accounts()
                    .secondFactors()
                    .remove(
                        me.person(),
                        AccountBody.password(fields, "password"),
                        AccountBody.code(fields),
                        edge.place(call),
                        edge.now()))
        .thenApply(SecondFactorCalls::answer);
  }

  private static HttpResponse answer(SecondFactorOutcome outcome) {
    return switch (outcome) {
      case SecondFactorOutcome.Begun(var key, var uri) -> {
        var code = QrCode.of(uri);
        var json = JsonText.object().put("key", key).put("uri", uri);
        json.putObject("picture").put("size", code.size()).put("path", code.path());
        yield Replies.json(201, json);
      }
      case SecondFactorOutcome.Confirmed(var codes) -> {
        var json = JsonText.object();
        var listed = json.putArray("recoveryCodes");
        codes.forEach(code -> listed.add(code));
        yield Replies.json(200, json);
      }
      case SecondFactorOutcome.Removed() -> AccountEdge.done(204);
      case SecondFactorOutcome.Wrong() -> throw new ProblemException(AccountProblems.wrong());
      case SecondFactorOutcome.NotBegun() ->
          throw refused("not-begun", "there is no second factor here (expected: begin with one)");
      case SecondFactorOutcome.AlreadyOn() ->
          throw refused("already-on", "there is a second factor already (remove it first)");
      case SecondFactorOutcome.Slowed(var pause) ->
          throw new ProblemException(AccountProblems.slowed(pause));
      case SecondFactorOutcome.Busy() -> throw new ProblemException(AccountProblems.busy());
      case SecondFactorOutcome.NoKey() -> throw new ProblemException(ProblemType.SECRETS_LOCKED);
    };
  }

  private static ProblemException refused(String reason, String detail) {
    return new ProblemException(
        ProblemDetail.because(ProblemType.ORGANISATION_REFUSED, reason, detail));
  }
}
