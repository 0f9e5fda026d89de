package io.parley.identity.oidc;

import io.parley.core.identity.OidcFlows;
import io.parley.core.limit.AddressBlock;
import io.parley.core.organisation.TokenHash;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// Sign-ins under way in memory.
final class MemoryOidcFlows implements OidcFlows {
  private final Map<TokenHash, Flow> all = new ConcurrentHashMap<>();
  Stored outcome = Stored.DONE;

  @Override
  public CompletionStage<Stored> begin(Flow flow, AddressBlock place, Instant now) {
    if (outcome == Stored.DONE) all.put(flow.state(), flow);
    return CompletableFuture.completedStage(outcome);
  }

  @Override
  public CompletionStage<Optional<Flow>> take(TokenHash state, Instant now) {
    return CompletableFuture.completedStage(
        Optional.ofNullable(all.remove(state)).filter(flow -> flow.expiresAt().isAfter(now)));
  }

  int size() {
    return all.size();
  }
}
