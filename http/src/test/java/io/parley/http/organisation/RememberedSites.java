package io.parley.http.organisation;

import io.parley.core.audit.Act;
import io.parley.core.organisation.OrganisationSites;
import io.parley.core.organisation.WebOrigin;
import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Origins in memory; no node reads them.
final class RememberedSites implements OrganisationSites {
  /// All that changed them, oldest first.
  final List<Act> acts = new ArrayList<>();

  private final Map<TenantId, List<WebOrigin>> origins = new HashMap<>();

  @Override
  public CompletionStage<Long> change() {
    throw new UnsupportedOperationException("no node reads it");
  }

  @Override
  public CompletionStage<Changed> since(long change) {
    throw new UnsupportedOperationException("no node reads it");
  }

  @Override
  public CompletionStage<List<WebOrigin>> origins(TenantId tenant) {
    return CompletableFuture.completedStage(origins.getOrDefault(tenant, List.of()));
  }

  @Override
  public CompletionStage<Void> allow(TenantId tenant, List<WebOrigin> wanted, Act act) {
    origins.put(tenant, List.copyOf(wanted));
    acts.add(act);
    return CompletableFuture.completedStage(null);
  }
}
