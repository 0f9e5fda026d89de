package io.parley.http.session;

import io.parley.core.access.Principal;
import io.parley.core.identity.CustomerProofs.Proved;
import io.parley.core.tenant.TenantId;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.sessions.entry.StartRequest;
import java.util.HashMap;
import java.util.Optional;

/// The sender of a request to start a session.
///
/// @param proved what a token of the company's own backend says; empty without one
record StartCaller(Principal principal, Optional<Proved> proved) {
  static StartCaller of(Principal principal) {
    return new StartCaller(principal, Optional.empty());
  }

  static StartCaller visitor(TenantId tenant) {
    return of(Principal.visitor(tenant));
  }

  static StartCaller of(TenantId tenant, Proved proved) {
    return new StartCaller(Principal.provedCustomer(tenant), Optional.of(proved));
  }

  /// The request with what the company's backend says, in place of what the sender says of itself.
  /// The page knows the customer's present language better than an account does.
  ///
  /// @throws ProblemException 403 when the body names another customer than the token
  StartRequest request(StartRequest body) {
    if (proved.isEmpty()) return body;
    var customer = proved.get().customer();
    if (body.customer().filter(said -> !said.id().equals(customer.id())).isPresent())
      throw new ProblemException(
          ProblemDetail.of(
              ProblemType.NOT_ALLOWED,
              "customer.id is another one than the token's (expected: the same, or no customer)"));
    var metadata = new HashMap<>(body.metadata());
    metadata.keySet().removeAll(proved.get().reserved());
    metadata.putAll(proved.get().metadata());
    return new StartRequest(
        body.agent(),
        body.language().or(proved.get()::language),
        body.channel(),
        Optional.of(customer),
        metadata);
  }
}
