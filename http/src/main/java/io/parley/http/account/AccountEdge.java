package io.parley.http.account;

import io.parley.core.organisation.OrganisationDirectory;
import io.parley.http.json.Fields;
import io.parley.http.route.Call;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import io.parley.identity.account.Accounts;
import io.parley.identity.account.Place;
import java.time.Instant;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Shared by all calls of accounts.
record AccountEdge(
    Edge edge,
    Guard guard,
    Accounts accounts,
    OrganisationDirectory directory,
    AccountCookies cookies,
    AccountLimits limits,
    SignInReplies replies) {

  Instant now() {
    return edge.clock().instant();
  }

  Place place(Call call) {
    return cookies.place(call);
  }

  Me me(Call call) {
    return Me.of(guard, call);
  }

  /// Whether the answer sets a cookie, if the body says so: only for a page of ours.
  boolean wantsCookie(Call call, Fields fields) {
    boolean isWanted = AccountBody.cookie(fields);
    if (isWanted) cookies.requireOwnPage(call);
    return isWanted;
  }

  /// Connections of this node need not wait for the next look at their sign-ins.
  void signedOut(String signIn) {
    edge.tokens().keyWatches().signedOut(signIn);
  }

  /// Without a body.
  static HttpResponse done(int status) {
    return HttpResponse.create().withStatus(status).addHeader(Replies.noStore());
  }
}
