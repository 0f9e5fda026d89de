package io.parley.http.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.organisation.OrganisationDirectory.Belonging;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.identity.account.SignInOutcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/sign-ins`: a person signs in, renews, looks at its sign-ins, and ends them. Each sign-in is
/// a new one, whatever cookie the browser sends with it.
final class SignInCalls {
  private static final String ALL = "/v1/sign-ins";
  private static final String CURRENT = "current";

  private final AccountEdge edge;

  SignInCalls(AccountEdge edge) {
    this.edge = edge;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(ALL, this::signIn),
        Endpoint.get(ALL, this::list),
        Endpoint.delete(ALL, this::endOthers),
        Endpoint.post(ALL + "/renewal", this::renew),
        Endpoint.post(ALL + "/current/organisation", this::exchange),
        Endpoint.delete(ALL + "/{id}", this::end));
  }

  private CompletionStage<HttpResponse> signIn(Call call) {
    edge.limits().request(call.from());
    return call.json()
        .thenCompose(
            fields -> {
              boolean asCookie = edge.wantsCookie(call, fields);
              return edge.accounts()
                  .signIns()
                  .signIn(
                      AccountBody.email(fields),
                      AccountBody.password(fields, "password"),
                      AccountBody.optionalCode(fields),
                      AccountBody.organisation(fields),
                      edge.place(call),
                      edge.now())
                  .thenCompose(
                      outcome -> answer(201, call, outcome, asCookie, ProblemType.SIGN_IN_REFUSED));
            });
  }

  /// By the token in the body, or else by the cookie of a page of ours.
  private CompletionStage<HttpResponse> renew(Call call) {
    edge.limits().request(call.from());
    return call.json()
        .thenCompose(
            fields -> {
              var sent = AccountBody.refreshToken(fields);
              var token = sent.or(() -> edge.cookies().signIn(call));
              if (token.isEmpty()) throw new ProblemException(ProblemType.SIGN_IN_ENDED);
              return edge.accounts()
                  .signIns()
                  .renew(token.get(), edge.place(call), edge.now())
                  .thenCompose(outcome -> renewed(call, outcome, sent.isEmpty()));
            });
  }

  private CompletionStage<HttpResponse> renewed(
      Call call, SignInOutcome outcome, boolean asCookie) {
    if (!asCookie || !(outcome instanceof SignInOutcome.Wrong))
      return answer(200, call, outcome, asCookie, ProblemType.SIGN_IN_ENDED);
    // the browser need not try it again
    return CompletableFuture.completedStage(
        Replies.problem(
                ProblemDetail.of(ProblemType.SIGN_IN_ENDED),
                call.id(),
                call.request().getUri().path())
            .addHeader(edge.cookies().ended(call)));
  }

  /// By the access token and the refresh token. A token from the cookie is replaced by one in the
  /// cookie, so that no script gets it.
  private CompletionStage<HttpResponse> exchange(Call call) {
    var me = edge.me(call);
    return call.json()
        .thenCompose(
            fields -> {
              var sent = AccountBody.refreshToken(fields);
              boolean asCookie = edge.wantsCookie(call, fields) || sent.isEmpty();
              var token =
                  sent.or(() -> edge.cookies().signIn(call)).orElseThrow(SignInCalls::missing);
              return edge.accounts()
                  .signIns()
                  .exchange(
                      me.signIn(),
                      token,
                      me.person(),
                      AccountBody.organisation(fields),
                      edge.place(call),
                      edge.now())
                  .thenCompose(
                      outcome -> {
                        if (outcome instanceof SignInOutcome.Granted) edge.signedOut(me.signIn());
                        return answer(200, call, outcome, asCookie, ProblemType.SIGN_IN_ENDED);
                      });
            });
  }

  private static Malformed missing() {
    return new Malformed("refreshToken is missing (expected: the one of this sign-in)");
  }

  private CompletionStage<HttpResponse> answer(
      int status, Call call, SignInOutcome outcome, boolean asCookie, ProblemType wrong) {
    if (outcome instanceof SignInOutcome.Granted(var signedIn))
      return edge.replies().tokens(status, call, signedIn, asCookie);
    throw new ProblemException(AccountProblems.of(outcome, wrong));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var me = edge.me(call);
    var families = edge.accounts().own().list(me.person(), me.signIn(), edge.now());
    return edge.directory()
        .of(me.person())
        .thenCombine(
            families,
            (organisations, all) -> {
              var json = JsonText.object();
              var listed = json.putArray("signIns");
              all.forEach(family -> listed.add(view(family, me, organisations)));
              return Replies.json(200, json);
            });
  }

  private static ObjectNode view(Family family, Me me, List<Belonging> organisations) {
    var json = JsonText.object().put("id", family.signIn());
    OrganisationId.of(family.organisation())
        .ifPresent(
            id -> {
              var organisation = json.putObject("organisation").put("id", id.toString());
              organisations.stream()
                  .map(Belonging::organisation)
                  .filter(each -> each.id().equals(id))
                  .findFirst()
                  .ifPresent(each -> organisation.put("name", each.name()));
            });
    return json.put("startedAt", JsonText.time(family.startedAt()))
        .put("usedAt", JsonText.time(family.usedAt()))
        .put("current", family.signIn().equals(me.signIn()));
  }

  private CompletionStage<HttpResponse> end(Call call) {
    var me = edge.me(call);
    var named = call.value("id");
    var id = named.equals(CURRENT) ? me.signIn() : named;
    return edge.accounts()
        .own()
        .end(me.person(), me.signIn(), id, edge.now())
        .thenApply(
            was -> {
              if (!was)
                throw new ProblemException(
                    ProblemDetail.of(ProblemType.NOT_FOUND, "you have no sign-in of this id"));
              edge.signedOut(id);
              var done = AccountEdge.done(204);
              return id.equals(me.signIn()) ? done.addHeader(edge.cookies().ended(call)) : done;
            });
  }

  private CompletionStage<HttpResponse> endOthers(Call call) {
    var me = edge.me(call);
    return edge.accounts()
        .own()
        .endOthers(me.person(), me.signIn(), edge.now())
        .thenApply(_ -> AccountEdge.done(204));
  }
}
