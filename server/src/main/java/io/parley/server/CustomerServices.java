package io.parley.server;

import io.parley.core.identity.CustomerBackends;
import io.parley.core.identity.CustomerProofs;
import io.parley.core.phone.KnownCallers;
import io.parley.identity.customer.CustomerIssuers;
import io.parley.identity.customer.CustomerTokens;
import io.parley.identity.customer.GuardedJwks;
import io.parley.identity.customer.NumberedCustomers;
import io.parley.identity.customer.RemoteKeys;
import io.parley.identity.customer.SignedCustomers;
import io.parley.identity.customer.StoredIssuers;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// Customers' tokens of backends of the configuration, and of those that organisations register.
final class CustomerServices {
  /// A customer waits for it, once in a while.
  private static final Duration FETCH_MAX = Duration.ofSeconds(5);

  /// Of each way out; the one that was used longest ago is forgotten first.
  private static final int ADDRESSES_MAX = 1_000;

  private CustomerServices() {}

  /// @param callers learn the numbers that tokens name
  static CustomerProofs proofs(NodeBasics basics, CustomerBackends backends, KnownCallers callers) {
    var settings = CustomerSettings.from(basics.config());
    var guard = GuardSettings.from(basics.config());
    var closers = basics.closers();
    var http = closers.add("the way to customers' keys", GuardedHttp.open(guard));
    var limits = guard.limits().within(FETCH_MAX);
    // what one organisation may fetch from inside must not serve others
    var ways = new ConcurrentHashMap<GuardedHttp, RemoteKeys>();
    var threads =
        closers.add("checks of customers' tokens", Executors.newVirtualThreadPerTaskExecutor());
    var tokens =
        new SignedCustomers(
            new CustomerTokens(
                tenant ->
                    ways.computeIfAbsent(
                        http.of(tenant),
                        way -> new RemoteKeys(new GuardedJwks(way, limits), ADDRESSES_MAX)),
                settings.terms()),
            new StoredIssuers(CustomerIssuers.fixed(settings.issuers()), backends),
            threads);
    return new NumberedCustomers(tokens, callers);
  }
}
