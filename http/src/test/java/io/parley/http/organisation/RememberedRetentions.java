package io.parley.http.organisation;

import io.parley.core.audit.Act;
import io.parley.core.organisation.Retentions;
import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Retention in memory, with the acts that changed it.
final class RememberedRetentions implements Retentions {
  final Map<TenantId, OptionalInt> days = new HashMap<>();
  final List<Act> acts = new ArrayList<>();

  @Override
  public CompletionStage<OptionalInt> recordingDays(TenantId tenant) {
    return CompletableFuture.completedStage(days.getOrDefault(tenant, OptionalInt.empty()));
  }

  @Override
  public CompletionStage<Void> keepRecordings(TenantId tenant, OptionalInt wanted, Act act) {
    days.put(tenant, wanted);
    acts.add(act);
    return CompletableFuture.completedStage(null);
  }
}
