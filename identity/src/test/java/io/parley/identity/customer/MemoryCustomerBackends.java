package io.parley.identity.customer;

import io.parley.core.audit.Act;
import io.parley.core.identity.CustomerBackends;
import io.parley.core.tenant.TenantId;
import io.parley.identity.testing.StoreDown;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Backends in memory. It may be told to fail.
public final class MemoryCustomerBackends implements CustomerBackends {
  private final Map<TenantId, Map<String, Backend>> all = new HashMap<>();
  private int reads;
  private boolean isDown;

  /// Whether reads for checks of tokens fail.
  public synchronized void setDown(boolean down) {
    isDown = down;
  }

  /// How often backends were read for checks of tokens.
  public synchronized int reads() {
    return reads;
  }

  @Override
  public synchronized CompletionStage<Stored> put(
      TenantId organisation, Backend backend, Optional<Keys> keys, Act act) {
    var own = of(organisation);
    var before = own.get(backend.name());
    if (before == null && keys.isEmpty()) return done(Stored.NO_KEYS);
    if (before == null && own.size() >= COUNT_MAX) return done(Stored.FULL);
    boolean isTaken =
        own.values().stream()
            .anyMatch(
                each ->
                    !each.name().equals(backend.name())
                        && each.issuer().equals(backend.issuer())
                        && each.audience().equals(backend.audience()));
    if (isTaken) return done(Stored.TAKEN);
    own.put(backend.name(), backend.with(keys.orElseGet(() -> before.keys())));
    return done(Stored.DONE);
  }

  @Override
  public synchronized CompletionStage<Boolean> remove(TenantId organisation, String name, Act act) {
    return done(of(organisation).remove(name) != null);
  }

  @Override
  public synchronized CompletionStage<List<Backend>> list(TenantId organisation) {
    return done(of(organisation).values().stream().map(MemoryCustomerBackends::hidden).toList());
  }

  @Override
  public synchronized CompletionStage<List<Backend>> open(TenantId organisation) {
    reads++;
    return isDown
        ? CompletableFuture.failedFuture(new StoreDown())
        : done(List.copyOf(of(organisation).values()));
  }

  private static Backend hidden(Backend backend) {
    return switch (backend.keys()) {
      case Shared _ -> backend.with(new Shared(Optional.empty()));
      case Published _, Public _ -> backend;
    };
  }

  private Map<String, Backend> of(TenantId organisation) {
    return all.computeIfAbsent(organisation, _ -> new TreeMap<>());
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
