package io.parley.http.session;

import io.parley.core.access.Permission;
import io.parley.core.journal.SessionListing.Status;
import io.parley.core.journal.TokenRevocations;
import io.parley.core.journal.TokenRevocations.Revocation;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.token.CustomerToken;
import io.parley.http.token.IssuedToken;
import io.parley.sessions.SessionView;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// A session's tokens: issues a fresh one, revokes all issued ones.
final class TokenCalls {
  private final Edge edge;
  private final Guard guard;
  private final TokenRevocations revocations;

  TokenCalls(Edge edge, Guard guard, TokenRevocations revocations) {
    this.edge = edge;
    this.guard = guard;
    this.revocations = revocations;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/sessions/{id}/token", this::renew),
        Endpoint.delete("/v1/sessions/{id}/tokens", this::revoke));
  }

  private CompletionStage<HttpResponse> renew(Call call) {
    var opened = guard.session(call, Permission.HOLD_TOKEN);
    return edge.sessions()
        .view(opened.key())
        .thenApply(view -> fresh(view.orElseThrow(Guard::notFound), opened.token()))
        .thenApply(
            issued ->
                Replies.json(
                    200,
                    JsonText.object()
                        .put("token", issued.token())
                        .put("expiresAt", JsonText.time(issued.expiresAt()))));
  }

  /// @param held by a customer; one that staff asks for is handed on, as after a start
  private IssuedToken fresh(SessionView view, Optional<CustomerToken> held) {
    var now = edge.clock().instant();
    if (held.isEmpty()) return edge.tokens().issue(view.key(), now);
    // an event after the end, such as a rating, is close enough to it
    var endedAt =
        Optional.of(view)
            .filter(found -> found.status() != Status.ACTIVE)
            .map(SessionView::updatedAt);
    return edge.tokens()
        .renew(held.get(), now, endedAt)
        .orElseThrow(() -> new ProblemException(ProblemType.TOKEN_EXPIRED));
  }

  private CompletionStage<HttpResponse> revoke(Call call) {
    var opened = guard.session(call, Permission.REVOKE_TOKENS);
    return edge.sessions()
        .view(opened.key())
        .thenApply(view -> view.orElseThrow(Guard::notFound))
        .thenCompose(
            view -> {
              var now = edge.clock().instant().truncatedTo(ChronoUnit.MILLIS);
              var revocation = new Revocation(view.key(), now, edge.tokens().allRunOut(now));
              return revocations
                  .revoke(revocation)
                  .thenAccept(_ -> edge.tokens().revocations().add(revocation));
            })
        .thenApply(_ -> HttpResponse.create().withStatus(204));
  }
}
