package io.parley.http.session;

import io.parley.core.access.Principal;
import io.parley.core.dial.CallContext;
import io.parley.core.identity.CustomerProofs.Proved;
import io.parley.core.session.Customer;
import io.parley.core.tenant.TenantId;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.sessions.entry.StartRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The sender of a request to start a session.
///
/// @param proved what a token of the company's own backend says; empty without one
/// @param reserved names of metadata that the sender may not say
record StartCaller(Principal principal, Optional<Proved> proved, Set<String> reserved) {
  StartCaller {
    reserved = Set.copyOf(reserved);
  }

  static StartCaller staff(Principal principal) {
    return new StartCaller(principal, Optional.empty(), Set.of());
  }

  static StartCaller visitor(TenantId tenant, Set<String> reserved) {
    return new StartCaller(Principal.visitor(tenant), Optional.empty(), reserved);
  }

  static StartCaller proved(TenantId tenant, Proved proved, Set<String> reserved) {
    return new StartCaller(Principal.provedCustomer(tenant), Optional.of(proved), reserved);
  }

  /// The request with what the company's backend says, in place of what the sender says of itself.
  /// The page knows the customer's present language better than an account does.
  ///
  /// @throws ProblemException 403 when the body names another customer than the token
  StartRequest request(StartRequest body) {
    if (proved.isEmpty()) return with(body, body.language(), body.customer(), Map.of());
    var customer = proved.get().customer();
    if (body.customer().filter(said -> !said.id().equals(customer.id())).isPresent())
      throw new ProblemException(
          ProblemDetail.of(
              ProblemType.NOT_ALLOWED,
              "customer.id is another one than the token's (expected: the same, or no customer)"));
    return with(
        body,
        body.language().or(proved.get()::language),
        Optional.of(customer),
        proved.get().metadata());
  }

  /// @param said metadata of the company
  private StartRequest with(
      StartRequest body,
      Optional<String> language,
      Optional<Customer> customer,
      Map<String, String> said) {
    var metadata = new HashMap<>(body.metadata());
    metadata.keySet().removeAll(reserved);
    // a session without a visitor's pseudonym has them from the company, and its agent trusts them
    if (proved.isPresent()) metadata.keySet().removeIf(CallContext::isEntry);
    metadata.putAll(said);
    return new StartRequest(body.agent(), language, body.channel(), customer, metadata);
  }
}
