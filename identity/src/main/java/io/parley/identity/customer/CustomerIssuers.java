package io.parley.identity.customer;

import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import java.util.List;

/// Has the registrations of organisations. Thread safe.
public interface CustomerIssuers {
  /// The most registrations of an organisation: a token is compared with each.
  int COUNT_MAX = 16;

  /// A registered issuer, and how its tokens name a customer.
  record Registration(CustomerIssuer issuer, CustomerClaims claims) {}

  /// The registrations of an organisation; none if it has no backend that signs tokens. May block:
  /// callers use virtual threads.
  List<Registration> of(TenantId organisation);

  /// Registrations that do not change, such as those of a configuration.
  static CustomerIssuers fixed(List<Registration> registrations) {
    var all = List.copyOf(registrations);
    Expect.between("number of issuers", all.size(), 0, COUNT_MAX);
    return organisation ->
        all.stream().filter(each -> each.issuer().organisation().equals(organisation)).toList();
  }
}
