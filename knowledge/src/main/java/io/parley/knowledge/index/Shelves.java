package io.parley.knowledge.index;

import io.parley.core.tenant.TenantId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// The tenants whose indexes are open. The least recently used one is closed when there are too
/// many. Thread safe.
final class Shelves {
  private final TenantIndexes indexes;
  private final VectorWork vectors;
  private final Executor work;
  private final int max;

  // guarded by this; in order of their last use
  private final LinkedHashMap<TenantId, Shelf> shelves = new LinkedHashMap<>(16, 0.75f, true);

  /// Of tenants whose files are being closed.
  private final Map<TenantId, CompletableFuture<Void>> closing = new HashMap<>();

  Shelves(TenantIndexes indexes, VectorWork vectors, Executor work, int max) {
    this.indexes = indexes;
    this.vectors = vectors;
    this.work = work;
    this.max = max;
  }

  synchronized Shelf of(TenantId tenant) {
    var shelf = shelves.computeIfAbsent(tenant, this::made);
    if (shelves.size() > max) evict(shelves.firstEntry());
    return shelf;
  }

  /// A copy, which counts as no use.
  synchronized Map<TenantId, Shelf> open() {
    return new LinkedHashMap<>(shelves);
  }

  void close() {
    List<Shelf> all;
    synchronized (this) {
      all = List.copyOf(shelves.values());
    }
    all.forEach(Shelf::close);
  }

  private Shelf made(TenantId tenant) {
    var released = closing.getOrDefault(tenant, CompletableFuture.completedFuture(null));
    return new Shelf(tenant, indexes, vectors, work, released);
  }

  private void evict(Map.Entry<TenantId, Shelf> longestUnused) {
    var tenant = longestUnused.getKey();
    var shelf = longestUnused.getValue();
    shelves.remove(tenant);
    var released = CompletableFuture.runAsync(shelf::close, work);
    closing.put(tenant, released);
    var _ = released.whenComplete((_, _) -> forget(tenant, released));
  }

  /// Closes the tenant's index if it is open, and deletes its files.
  synchronized CompletableFuture<Void> erase(TenantId tenant) {
    var shelf = Optional.ofNullable(shelves.remove(tenant));
    var closed = closing.getOrDefault(tenant, CompletableFuture.completedFuture(null));
    var released =
        closed.thenRunAsync(
            () -> {
              shelf.ifPresent(Shelf::close);
              indexes.erase(tenant);
            },
            work);
    closing.put(tenant, released);
    var _ = released.whenComplete((_, _) -> forget(tenant, released));
    return released;
  }

  private synchronized void forget(TenantId tenant, CompletableFuture<Void> released) {
    closing.remove(tenant, released);
  }
}
