package io.parley.http.organisation;

import io.parley.core.audit.Act;
import io.parley.core.audit.AuditChain;
import io.parley.core.audit.AuditEntry;
import io.parley.core.audit.AuditTrail;
import io.parley.core.audit.Change;
import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Audit trails in memory.
final class RememberedTrail implements AuditTrail {
  final Map<TenantId, List<AuditEntry>> all = new HashMap<>();
  int checks;

  /// Set, a check waits for it.
  CompletableFuture<Void> hold = CompletableFuture.completedFuture(null);

  @Override
  public CompletionStage<Void> add(TenantId tenant, Act act, Change change) {
    var entries = all.computeIfAbsent(tenant, _ -> new ArrayList<>());
    var chain = AuditChain.EMPTY;
    if (!entries.isEmpty()) chain = chain.with(entries.getLast());
    entries.add(chain.next(tenant, act, change));
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<List<AuditEntry>> page(TenantId tenant, long after, int limit) {
    return CompletableFuture.completedStage(
        all.getOrDefault(tenant, List.of()).stream()
            .filter(entry -> entry.number() > after)
            .limit(limit)
            .toList());
  }

  @Override
  public CompletionStage<List<AuditEntry>> newest(TenantId tenant, long before, int limit) {
    return CompletableFuture.completedStage(
        all.getOrDefault(tenant, List.of()).reversed().stream()
            .filter(entry -> entry.number() < before)
            .limit(limit)
            .toList());
  }

  @Override
  public CompletionStage<Check> verify(TenantId tenant) {
    checks++;
    var entries = all.getOrDefault(tenant, List.of());
    return hold.thenApply(
        _ -> new Check(entries.size(), AuditChain.EMPTY.firstDamage(List.copyOf(entries))));
  }
}
