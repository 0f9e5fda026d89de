package io.parley.sessions.entry;

import io.parley.core.limit.Limit;
import io.parley.core.limit.Weights;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Places of this node, shared by organisations. One alone may have all of them. Once they were too
/// few for several, each gets no more than are still free, times its weight: so something is left
/// for every other one, whatever the first ones take (dynamic thresholds, Choudhury and Hahne,
/// "Dynamic Queue Length Thresholds for Shared-Memory Packet Switches", 1998). That ends when for
/// some seconds nobody has met a limit while others held places.
///
/// A place is a request that waits for its answer, not work that is done: one organisation with
/// half of them keeps the node as busy as with all. Thread safe.
final class FairPlaces {
  /// Refused clients come back after 2 to 5 seconds: then they must find a place.
  static final Duration PRESSURE = Duration.ofSeconds(10);

  private final int max;
  private final Limit all;
  private final Limit share;
  private final Weights weights;
  private final ReentrantLock lock = new ReentrantLock();

  // under the lock
  private final Map<TenantId, Integer> held = new HashMap<>();
  private int used;
  private Instant pressedUntil = Instant.MIN;

  /// @param all met when no place is free; @param share when an organisation has its share
  FairPlaces(int max, Limit all, Limit share, Weights weights) {
    this.max = max;
    this.all = all;
    this.share = share;
    this.weights = weights;
  }

  /// Takes a place, to be returned by [#leave].
  ///
  /// @return the limit that was met, if there is no place
  Optional<Limit> enter(TenantId tenant, Instant now) {
    lock.lock();
    try {
      int own = held.getOrDefault(tenant, 0);
      var met = met(own, weights.of(tenant), now);
      if (met.isEmpty()) {
        held.put(tenant, own + 1);
        used++;
      } else if (own < used) {
        // others are there, too
        pressedUntil = now.plus(PRESSURE);
      }
      return met;
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock.
  ///
  /// @param own places that the organisation has
  private Optional<Limit> met(int own, double weight, Instant now) {
    if (used >= max) return Optional.of(all);
    return now.isBefore(pressedUntil) && own >= weight * (max - used)
        ? Optional.of(share)
        : Optional.empty();
  }

  void leave(TenantId tenant) {
    lock.lock();
    try {
      held.computeIfPresent(tenant, (_, places) -> places > 1 ? places - 1 : null);
      used--;
    } finally {
      lock.unlock();
    }
  }

  int used() {
    lock.lock();
    try {
      return used;
    } finally {
      lock.unlock();
    }
  }
}
