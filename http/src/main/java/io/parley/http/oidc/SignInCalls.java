package io.parley.http.oidc;

import io.parley.core.identity.OidcConnectionId;
import io.parley.core.limit.Limit;
import io.parley.core.person.EmailAddress;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.identity.account.SignInOutcome;
import io.parley.identity.oidc.OidcBegun;
import io.parley.identity.oidc.OidcFinished;
import io.parley.identity.oidc.OidcRefusal;
import io.parley.identity.oidc.ProviderSignIns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/sign-ins/oidc`: sends a browser to the provider of an address's domain, and takes it back.
/// It ends at a page of ours in any case.
final class SignInCalls {
  private static final String BEGIN = "/v1/sign-ins/oidc";
  private static final String SIGN_IN_PAGE = "/sign-in?error=";
  private static final List<String> RETURNED = List.of("code", "state", "iss", "error");
  private static final Pattern LANGUAGE = Pattern.compile("\\?lang=[a-z]{2}$");
  private static final int VALUE_MAX = 4_096;
  private static final int EMAIL_MAX = 320;
  private static final int PATH_MAX = 200;
  private static final int SEE_OTHER = 303;

  /// Four answers of a server outside.
  private static final Duration TIME = Duration.ofSeconds(60);

  private final Edge edge;
  private final ProviderSignIns signIns;
  private final OidcEndpoints.Granting granting;
  private final OidcEndpoints.Setup setup;

  SignInCalls(
      Edge edge,
      ProviderSignIns signIns,
      OidcEndpoints.Granting granting,
      OidcEndpoints.Setup setup) {
    this.edge = edge;
    this.signIns = signIns;
    this.granting = granting;
    this.setup = setup;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.post(BEGIN, this::begin), Endpoint.get(Callbacks.PATH, this::finish));
  }

  private CompletionStage<HttpResponse> begin(Call call) {
    setup.browsers().count(call.from());
    call.answerWithin(TIME);
    return call.json()
        .thenCompose(
            fields -> {
              var base = Callbacks.base(setup.address(), call);
              return signIns.begin(
                  email(fields),
                  id -> Callbacks.of(base, id),
                  returnTo(fields),
                  call.from(),
                  now());
            })
        .thenApply(begun -> reply(call, begun));
  }

  private HttpResponse reply(Call call, OidcBegun begun) {
    return switch (begun) {
      case OidcBegun.At(var page, var browser) ->
          Replies.json(200, JsonText.object().put("location", page.toString()))
              .addHeader(ProviderCookie.set(setup.address(), call, browser));
      case OidcBegun.NoProvider() ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.NOT_FOUND,
                  "no organisation has a provider for this domain (sign in by a password)"));
      case OidcBegun.Failed(var reason) -> throw problem(reason);
    };
  }

  private static ProblemException problem(OidcRefusal reason) {
    return new ProblemException(
        switch (reason) {
          case BUSY -> Problems.overloaded(Limit.COMMANDS);
          case NO_KEY -> ProblemDetail.of(ProblemType.SECRETS_LOCKED);
          case PROVIDER_UNREACHABLE ->
              ProblemDetail.later(
                  ProblemType.UNAVAILABLE,
                  "the provider of this domain does not answer, or not as OpenID Connect wants",
                  Problems.retryAfter());
          case SIGN_IN_EXPIRED,
              OTHER_BROWSER,
              OTHER_PROVIDER,
              PROVIDER_REFUSED,
              TOKEN_WRONG,
              EMAIL_UNVERIFIED,
              FOREIGN_DOMAIN,
              NOT_ADMITTED,
              BEYOND_AUTHOR,
              OTHER_SUBJECT ->
              throw new IllegalStateException(
                  "a sign-in that begins is refused for " + reason + " (expected: at its end)");
        });
  }

  private CompletionStage<HttpResponse> finish(Call call) {
    setup.browsers().count(call.from());
    call.answerWithin(TIME);
    var provider = OidcConnectionId.parse(call.value("id"));
    if (provider.isEmpty())
      return CompletableFuture.completedStage(refused(call, OidcRefusal.SIGN_IN_EXPIRED));
    return signIns
        .finish(
            provider.get(),
            call.queryOnce(RETURNED, VALUE_MAX),
            ProviderCookie.sent(call),
            call.from(),
            now())
        .thenCompose(
            finished ->
                switch (finished) {
                  case OidcFinished.Proved proved -> granted(call, proved);
                  case OidcFinished.Failed(var reason) ->
                      CompletableFuture.completedStage(refused(call, reason));
                });
  }

  private CompletionStage<HttpResponse> granted(Call call, OidcFinished.Proved proved) {
    return granting
        .granted(proved.person(), proved.organisation(), setup.browsers().place(call), now())
        .thenApply(
            outcome ->
                switch (outcome) {
                  case SignInOutcome.Granted(var signedIn) ->
                      setup.browsers().granted(redirect(call, proved.returnTo()), call, signedIn);
                  case SignInOutcome.NoOrganisation() -> refused(call, OidcRefusal.NOT_ADMITTED);
                  case SignInOutcome.Busy(), SignInOutcome.NoKey(), SignInOutcome.Slowed _ ->
                      refused(call, OidcRefusal.BUSY);
                  case SignInOutcome.CodeNeeded(),
                      SignInOutcome.Wrong(),
                      SignInOutcome.SsoNeeded _,
                      SignInOutcome.EmailNeeded() ->
                      throw new IllegalStateException(
                          "a sign-in by a provider ends as " + outcome + " (expected: granted)");
                });
  }

  private HttpResponse refused(Call call, OidcRefusal reason) {
    return redirect(call, SIGN_IN_PAGE + reason.word());
  }

  /// @param path of our own, never of the request
  private HttpResponse redirect(Call call, String path) {
    return HttpResponse.create()
        .withStatus(SEE_OTHER)
        .addHeader(Replies.header("Location", path))
        .addHeader(Replies.noStore())
        // the address has a code
        .addHeader(Replies.header("Referrer-Policy", "no-referrer"))
        .addHeader(ProviderCookie.ended(setup.address(), call));
  }

  private static EmailAddress email(Fields fields) {
    return EmailAddress.of(fields.text("email", EMAIL_MAX))
        .orElseThrow(
            () -> new Malformed("email is no address (expected: such as ada@shop.example)"));
  }

  /// One of our pages, in a language; nothing else of an address. Any other wish leads where none
  /// leads: it comes from a link, which the person cannot correct.
  private String returnTo(Fields fields) {
    var wanted = fields.optionalText("returnTo", PATH_MAX).orElse("");
    var found = LANGUAGE.matcher(wanted);
    var language = found.find() ? found.group() : "";
    var path = wanted.substring(0, wanted.length() - language.length());
    return (setup.pages().contains(path) ? path : setup.page()) + language;
  }

  private Instant now() {
    return edge.clock().instant();
  }
}
