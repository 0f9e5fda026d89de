package io.parley.server;

import io.parley.core.identity.CustomerProofs;
import io.parley.core.tenant.TenantId;
import io.parley.identity.customer.CustomerIssuers;
import io.parley.identity.customer.CustomerTokens;
import io.parley.identity.customer.GuardedJwks;
import io.parley.identity.customer.RemoteKeys;
import io.parley.identity.customer.SignedCustomers;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import java.time.Duration;
import java.util.concurrent.Executors;

/// Customers' tokens of the company's own backend. Without a registered one they cost nothing.
final class CustomerServices {
  /// A customer waits for it, once in a while.
  private static final Duration FETCH_MAX = Duration.ofSeconds(5);

  /// More than the configuration registers.
  private static final int ADDRESSES_MAX = 1_000;

  private CustomerServices() {}

  static CustomerProofs proofs(NodeBasics basics) {
    var settings = CustomerSettings.from(basics.config());
    if (settings.issuers().isEmpty()) return CustomerProofs.NONE;
    var guard = GuardSettings.from(basics.config());
    var closers = basics.closers();
    var http = closers.add("the way to customers' keys", GuardedHttp.open(guard));
    var ofDefault = http.of(TenantId.DEFAULT);
    var keys =
        new RemoteKeys(new GuardedJwks(ofDefault, guard.limits().within(FETCH_MAX)), ADDRESSES_MAX);
    var threads =
        closers.add("checks of customers' tokens", Executors.newVirtualThreadPerTaskExecutor());
    return new SignedCustomers(
        new CustomerTokens(keys, settings.terms()),
        CustomerIssuers.fixed(settings.issuers()),
        threads);
  }
}
