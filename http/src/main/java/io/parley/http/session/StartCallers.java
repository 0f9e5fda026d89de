package io.parley.http.session;

import io.parley.core.identity.CustomerProofs;
import io.parley.core.tenant.TenantId;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.token.Access;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Finds the sender of a request to start a session by its token: staff, a customer with a token of
/// the company's own backend, or else a visitor. Anybody may start a session.
final class StartCallers {
  /// The same for all tokens that are refused: their sender learns nothing about the check.
  private static final String REFUSED =
      "The customer's token is not valid, or not any more (expected: a fresh one of a backend that"
          + " is registered here).";

  private static final String UNREACHABLE =
      "The keys that verify the customer's token cannot be fetched just now. Nothing was done.";

  private static final int DOTS = 2;

  private final Edge edge;
  private final CustomerProofs proofs;

  StartCallers(Edge edge, CustomerProofs proofs) {
    this.edge = edge;
    this.proofs = proofs;
  }

  /// Fails with 401 for a token that is signed, but not by this installation and not by the
  /// company's backend; only if such a backend is registered. All other unknown tokens are ignored.
  CompletionStage<StartCaller> of(Call call) {
    var token = Guard.bearer(call);
    return switch (Guard.access(edge, call, token)) {
      case Access.Granted(var principal, _) when principal.isStaff() ->
          CompletableFuture.completedStage(StartCaller.staff(principal));
      case Access.Slowed slowed -> throw Guard.slowed(slowed);
      case Access.Unknown() when token.filter(StartCallers::looksSigned).isPresent() ->
          proved(token.get());
      // the holder of another session's token counts as a visitor
      case Access.Granted _, Access.Missing(), Access.Expired(), Access.Unknown() -> visitor();
    };
  }

  private CompletionStage<StartCaller> visitor() {
    return proofs
        .reserved(TenantId.DEFAULT)
        .thenApply(names -> StartCaller.visitor(TenantId.DEFAULT, names));
  }

  /// Whether it has the three parts of a signed token (RFC 7515, section 7.1).
  private static boolean looksSigned(String token) {
    return token.chars().filter(sign -> sign == '.').count() == DOTS;
  }

  private CompletionStage<StartCaller> proved(String token) {
    return proofs
        .check(TenantId.DEFAULT, token, edge.clock().instant())
        .thenCompose(
            proof ->
                switch (proof) {
                  case CustomerProofs.Proved proved ->
                      proofs
                          .reserved(TenantId.DEFAULT)
                          .thenApply(names -> StartCaller.proved(TenantId.DEFAULT, proved, names));
                  case CustomerProofs.Unregistered() -> visitor();
                  case CustomerProofs.Refused(var reason) -> {
                    edge.metrics().customerRefused(reason);
                    throw new ProblemException(
                        ProblemDetail.of(ProblemType.TOKEN_INVALID, REFUSED));
                  }
                  case CustomerProofs.Unreachable(var retryAfter) -> {
                    edge.metrics().customerRefused("unreachable");
                    throw new ProblemException(
                        ProblemDetail.later(ProblemType.UNAVAILABLE, UNREACHABLE, retryAfter));
                  }
                });
  }
}
