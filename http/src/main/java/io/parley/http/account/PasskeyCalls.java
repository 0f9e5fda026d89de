package io.parley.http.account;

import io.parley.core.identity.Passkeys.Passkey;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.identity.account.PasskeyOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/me/passkeys`: a person adds, names and removes its passkeys.
final class PasskeyCalls {
  private static final String ALL = "/v1/me/passkeys";
  private static final String ONE = ALL + "/{id}";

  private final AccountEdge edge;

  PasskeyCalls(AccountEdge edge) {
    this.edge = edge;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(ALL + "/options", this::begin),
        Endpoint.post(ALL, this::add),
        Endpoint.get(ALL, this::list),
        Endpoint.get(ONE, this::show),
        Endpoint.patch(ONE, this::rename),
        Endpoint.delete(ONE, this::remove));
  }

  /// A sign-in by an organisation's provider changes nothing that reaches the person's other
  /// organisations.
  ///
  /// @return fails with 403 for such a sign-in
  private CompletionStage<Void> own(Me me) {
    return edge.accounts()
        .own()
        .isBound(me.person(), me.signIn(), edge.now())
        .thenAccept(
            isBound -> {
              if (isBound)
                throw new ProblemException(
                    ProblemDetail.because(
                        ProblemType.NOT_ALLOWED,
                        "provider-sign-in",
                        "you signed in at your organisation's provider (expected: a sign-in by"
                            + " password or passkey)"));
            });
  }

  /// The body is read first, as a connection does not wait with it.
  private CompletionStage<Fields> body(Call call, Me me) {
    return call.json().thenCompose(fields -> own(me).thenApply(_ -> fields));
  }

  private CompletionStage<HttpResponse> begin(Call call) {
    var me = edge.me(call);
    return body(call, me)
        .thenCompose(
            fields ->
                edge.accounts()
                    .passkeys()
                    .begin(
                        me.person(),
                        AccountBody.password(fields, "password"),
                        AccountBody.optionalCode(fields),
                        edge.place(call),
                        edge.now()))
        .thenApply(outcome -> answer(call, outcome));
  }

  private CompletionStage<HttpResponse> add(Call call) {
    var me = edge.me(call);
    return body(call, me)
        .thenCompose(
            fields ->
                edge.accounts()
                    .passkeys()
                    .add(
                        me.person(),
                        PasskeyBody.name(fields),
                        PasskeyBody.registration(fields),
                        edge.cookies().passkey(call),
                        edge.now()))
        .thenApply(outcome -> answer(call, outcome));
  }

  private HttpResponse answer(Call call, PasskeyOutcome outcome) {
    return switch (outcome) {
      case PasskeyOutcome.Begun(var options) ->
          Replies.json(200, PasskeyBody.creation(options))
              .addHeader(edge.cookies().ofNewPasskey(call, options.cookie()));
      case PasskeyOutcome.Added(var passkey) -> Replies.json(201, PasskeyBody.view(passkey));
      case PasskeyOutcome.Wrong() -> throw new ProblemException(AccountProblems.wrong());
      case PasskeyOutcome.Refused() ->
          throw refused(
              "passkey-refused",
              "the passkey is not that of this browser's dialogue (expected: begin again, within"
                  + " five minutes, with a device that asks for a finger, a face or a PIN)");
      case PasskeyOutcome.Known() ->
          throw refused("passkey-known", "this passkey is known already (expected: another one)");
      case PasskeyOutcome.TooMany() ->
          throw refused("limit", "there are 20 passkeys already (expected: remove one first)");
      case PasskeyOutcome.NoDomain() -> throw noDomain();
      case PasskeyOutcome.Slowed(var pause) ->
          throw new ProblemException(AccountProblems.slowed(pause));
      case PasskeyOutcome.Busy() -> throw new ProblemException(AccountProblems.busy());
    };
  }

  /// For an installation at an address of the network.
  static ProblemException noDomain() {
    return refused(
        "no-domain", "passkeys are made for domains (expected: parley.http.public-url with one)");
  }

  private static ProblemException refused(String reason, String detail) {
    return new ProblemException(
        ProblemDetail.because(ProblemType.ORGANISATION_REFUSED, reason, detail));
  }

  /// None for a sign-in by an organisation's provider.
  private CompletionStage<HttpResponse> list(Call call) {
    var me = edge.me(call);
    return edge.accounts()
        .own()
        .isBound(me.person(), me.signIn(), edge.now())
        .thenCombine(
            edge.accounts().passkeys().list(me.person()),
            (isBound, all) -> {
              var json = JsonText.object();
              var passkeys = json.putArray("passkeys");
              if (!isBound) all.forEach(each -> passkeys.add(PasskeyBody.view(each)));
              return Replies.json(200, json);
            });
  }

  private CompletionStage<HttpResponse> show(Call call) {
    var me = edge.me(call);
    return own(me)
        .thenCompose(_ -> edge.accounts().passkeys().find(me.person(), call.value("id")))
        .thenApply(PasskeyCalls::shown);
  }

  private CompletionStage<HttpResponse> rename(Call call) {
    var me = edge.me(call);
    return body(call, me)
        .thenCompose(
            fields ->
                edge.accounts()
                    .passkeys()
                    .rename(me.person(), call.value("id"), PasskeyBody.name(fields)))
        .thenApply(PasskeyCalls::shown);
  }

  private CompletionStage<HttpResponse> remove(Call call) {
    var me = edge.me(call);
    return own(me)
        .thenCompose(_ -> edge.accounts().passkeys().remove(me.person(), call.value("id")))
        .thenApply(
            was -> {
              if (!was) throw missing();
              return AccountEdge.done(204);
            });
  }

  private static HttpResponse shown(Optional<Passkey> found) {
    return Replies.json(200, PasskeyBody.view(found.orElseThrow(PasskeyCalls::missing)));
  }

  private static ProblemException missing() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "you have no passkey of this id"));
  }
}
