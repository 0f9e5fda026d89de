package io.parley.http.organisation;

import io.parley.core.audit.Act;
import io.parley.core.organisation.Retention;
import io.parley.core.organisation.Retentions;
import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Retention in memory, with the acts that changed it.
final class RememberedRetentions implements Retentions {
  final Map<TenantId, Retention> kept = new HashMap<>();
  final List<Act> acts = new ArrayList<>();

  @Override
  public CompletionStage<Retention> of(TenantId tenant) {
    return CompletableFuture.completedStage(kept.getOrDefault(tenant, Retention.NONE));
  }

  @Override
  public CompletionStage<Void> keep(TenantId tenant, Retention retention, Act act) {
    kept.put(tenant, retention);
    acts.add(act);
    return CompletableFuture.completedStage(null);
  }
}
