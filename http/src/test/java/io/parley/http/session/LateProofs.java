package io.parley.http.session;

import io.parley.core.identity.CustomerProofs;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Those that a test sets after the start of its server.
record LateProofs(Supplier<CustomerProofs> present) implements CustomerProofs {
  @Override
  public CompletionStage<Proof> check(TenantId organisation, String token, Instant now) {
    return present.get().check(organisation, token, now);
  }

  @Override
  public CompletionStage<Set<String>> reserved(TenantId organisation) {
    return present.get().reserved(organisation);
  }
}
