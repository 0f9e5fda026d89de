package io.parley.tools.hook;

import io.parley.core.tenant.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The places in which a node sends to webhooks: one of each organisation at most, and at most half
/// of them to webhooks whose last attempt failed. So a receiver that is slow or dead holds up
/// others of its own organisation alone. Thread safe.
public final class HookPlaces {
  private final int size;
  private final Map<TenantId, Boolean> taken = new HashMap<>();

  /// @param size 2 or more
  public HookPlaces(int size) {
    this.size = size;
  }

  synchronized int free() {
    return size - taken.size();
  }

  /// Of those that are free, how many webhooks that fail may take.
  synchronized int freeForFailing() {
    long failing = taken.values().stream().filter(fails -> fails).count();
    return Math.clamp(size / 2 - failing, 0, size - taken.size());
  }

  /// The organisations that have one.
  synchronized Set<TenantId> busy() {
    return Set.copyOf(taken.keySet());
  }

  /// @return false if the organisation has one, or none is free
  synchronized boolean take(TenantId tenant, boolean isFailing) {
    if (taken.size() >= size) return false;
    return taken.putIfAbsent(tenant, isFailing) == null;
  }

  synchronized void leave(TenantId tenant) {
    taken.remove(tenant);
  }
}
