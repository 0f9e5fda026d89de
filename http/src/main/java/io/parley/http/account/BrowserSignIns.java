package io.parley.http.account;

import io.parley.core.limit.RemoteAddress;
import io.parley.http.problem.ProblemException;
import io.parley.http.route.Call;
import io.parley.http.session.Edge;
import io.parley.identity.account.Place;
import io.parley.identity.account.SignedIn;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Gives a browser a sign-in that another package's endpoints have proved: its cookies, and the
/// limits of strangers' requests.
public final class BrowserSignIns {
  private final AccountCookies cookies;
  private final AccountLimits limits;

  private BrowserSignIns(AccountCookies cookies, AccountLimits limits) {
    this.cookies = cookies;
    this.limits = limits;
  }

  /// With the settings of [AccountEndpoints].
  public static BrowserSignIns of(Edge edge, AccountEndpoints.Setup setup) {
    return new BrowserSignIns(
        new AccountCookies(setup.address(), setup.origins(), setup.signInLife()),
        new AccountLimits(setup.limits(), edge));
  }

  /// Counts a request of a stranger.
  ///
  /// @throws ProblemException 429
  public void count(RemoteAddress from) {
    limits.request(from);
  }

  public Place place(Call call) {
    return cookies.place(call);
  }

  /// With the cookies of an open sign-in. A page of ours gets its access token by renewing it.
  public HttpResponse granted(HttpResponse reply, Call call, SignedIn signedIn) {
    var withSignIn = reply.addHeader(cookies.ofSignIn(call, signedIn.refresh()));
    return signedIn
        .device()
        .map(device -> withSignIn.addHeader(cookies.ofDevice(call, device)))
        .orElse(withSignIn);
  }
}
