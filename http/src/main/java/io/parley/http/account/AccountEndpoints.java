package io.parley.http.account;

import io.parley.http.json.JsonText;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import io.parley.http.tool.PublicAddress;
import io.parley.identity.account.AccountStores;
import io.parley.identity.account.Accounts;
import io.parley.identity.account.Keys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The endpoints of accounts: `/v1/sign-ups`, `/v1/links`, `/v1/password-resets`, `/v1/sign-ins`,
/// `/v1/me`, and the public keys of access tokens at `/.well-known/jwks.json`.
public final class AccountEndpoints {
  private static final String KEYS = "/.well-known/jwks.json";

  private AccountEndpoints() {}

  /// The endpoints' collaborators beside the services.
  ///
  /// @param address under which browsers reach this installation
  /// @param origins for the check that a page of ours asks for a cookie
  /// @param signUpIsOpen whether strangers make organisations
  /// @param signInLife the longest life of a sign-in, for its cookie
  /// @param keysFresh how long verifiers may keep the public keys:
  ///   [io.parley.identity.key.KeyTerms#ahead] at most
  public record Setup(
      AccountSettings limits,
      PublicAddress address,
      Origins origins,
      boolean signUpIsOpen,
      Duration signInLife,
      Duration keysFresh) {}

  /// All calls.
  ///
  /// @param stores those of the services; people and organisations are read from them
  public static List<Endpoint> of(
      Edge edge, Accounts accounts, AccountStores stores, Keys keys, Setup setup) {
    var cookies = new AccountCookies(setup.address(), setup.origins(), setup.signInLife());
    var limits = new AccountLimits(setup.limits(), edge);
    var replies = new SignInReplies(cookies, stores.directory());
    var shared =
        new AccountEdge(
            edge, new Guard(edge), accounts, stores.directory(), cookies, limits, replies);
    var endpoints = new ArrayList<Endpoint>();
    endpoints.addAll(new SignInCalls(shared).endpoints());
    endpoints.addAll(new LinkCalls(shared, setup.signUpIsOpen()).endpoints());
    endpoints.addAll(new PasswordCalls(shared).endpoints());
    endpoints.addAll(new SecondFactorCalls(shared).endpoints());
    endpoints.addAll(new PasskeyCalls(shared).endpoints());
    endpoints.addAll(new PasskeySignInCalls(shared).endpoints());
    endpoints.addAll(new MeCalls(shared, stores.persons(), stores.credentials()).endpoints());
    endpoints.add(Endpoint.get(KEYS, _ -> keys(keys, edge, setup.keysFresh())));
    return endpoints;
  }

  private static CompletionStage<HttpResponse> keys(Keys keys, Edge edge, Duration fresh) {
    var json = JsonText.own(keys.jwks(edge.clock().instant()));
    return CompletableFuture.completedStage(Replies.publicJson(json, fresh));
  }
}
