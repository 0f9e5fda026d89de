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
/// the company's own backend, or else a visitor. Anybody may start a session. That of a customer or
/// a visitor is one of the organisation whose address the request came to.
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
  ///
  /// @throws ProblemException 404 when the address of a visitor names no organisation
  CompletionStage<StartCaller> of(Call call) {
    var token = Guard.bearer(call);
    return switch (Guard.access(edge, call, token)) {
      case Access.Granted(var principal, _) when principal.isStaff() ->
          CompletableFuture.completedStage(StartCaller.staff(principal));
      case Access.Slowed slowed -> throw Guard.slowed(slowed);
      case Access.Unknown() when token.filter(StartCallers::looksSigned).isPresent() ->
          proved(edge.sites().of(call).tenant(), token.get());
      // the holder of another session's token counts as a visitor
      case Access.Granted _, Access.Missing(), Access.Expired(), Access.Unknown() ->
          visitor(edge.sites().of(call).tenant());
    };
  }

  private CompletionStage<StartCaller> visitor(TenantId tenant) {
    return proofs.reserved(tenant).thenApply(names -> StartCaller.visitor(tenant, names));
  }

  /// Whether it has the three parts of a signed token (RFC 7515, section 7.1).
  private static boolean looksSigned(String token) {
    return token.chars().filter(sign -> sign == '.').count() == DOTS;
  }

  private CompletionStage<StartCaller> proved(TenantId tenant, String token) {
    return proofs
        .check(tenant, token, edge.clock().instant())
        .thenCompose(
            proof ->
                switch (proof) {
                  case CustomerProofs.Proved proved ->
                      proofs
                          .reserved(tenant)
                          .thenApply(names -> StartCaller.proved(tenant, proved, names));
                  case CustomerProofs.Unregistered() -> visitor(tenant);
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
