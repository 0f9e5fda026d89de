package io.parley.knowledge.index;

import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds the index of one tenant. The first search has it built; later ones use the current index,
/// and at most every `refreshEvery` one of them starts the build of a newer one.
final class Shelf {
  private static final Logger log = LoggerFactory.getLogger(Shelf.class);

  private final TenantId tenant;
  private final IndexBuilder builder;
  private final Duration refreshEvery;
  private final LongSupplier nanoTime;

  // all guarded by this
  private CompletableFuture<TenantIndex> current;
  private boolean refreshing;
  private long checkedAt;

  /// @param nanoTime as [System#nanoTime]
  Shelf(TenantId tenant, IndexBuilder builder, Duration refreshEvery, LongSupplier nanoTime) {
    this.tenant = tenant;
    this.builder = builder;
    this.refreshEvery = refreshEvery;
    this.nanoTime = nanoTime;
  }

  /// The newest index that there is, or the one that is being built when there is none yet. A
  /// failed build is started again.
  synchronized CompletableFuture<TenantIndex> index() {
    long now = nanoTime.getAsLong();
    if (current == null || current.isCompletedExceptionally()) {
      checkedAt = now;
      current = builder.build(tenant);
    } else if (current.isDone() && !refreshing && now - checkedAt >= refreshEvery.toNanos()) {
      checkedAt = now;
      refreshing = true;
      refresh(current.join());
    }
    return current;
  }

  private void refresh(TenantIndex standing) {
    var _ =
        builder
            .version(tenant)
            .thenCompose(
                version ->
                    version == standing.version()
                        ? CompletableFuture.completedFuture(standing)
                        : builder.build(tenant))
            .whenComplete(this::replace);
  }

  /// A failed build leaves the old index in place: a slightly old answer beats none.
  private synchronized void replace(TenantIndex made, Throwable failure) {
    refreshing = false;
    if (failure == null) current = CompletableFuture.completedFuture(made);
    else log.warn("knowledge of tenant {} could not be refreshed", tenant, failure);
  }
}
