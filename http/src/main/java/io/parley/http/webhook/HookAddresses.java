package io.parley.http.webhook;

import io.parley.core.tenant.TenantId;
import java.net.URI;
import java.util.Optional;

/// The rule for addresses of webhooks, which needs no name server: that is asked when a message is
/// sent. Thread safe.
@FunctionalInterface
public interface HookAddresses {
  /// Why an organisation may not have this address, and what was expected; empty if it may.
  Optional<String> problem(TenantId tenant, URI url);
}
