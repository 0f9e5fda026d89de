package io.parley.tools.model.routing;

import io.parley.core.limit.FairQueue;
import io.parley.core.limit.Weights;
import io.parley.core.tenant.TenantId;
import io.parley.tools.model.routing.Endpoint.Entry.Entered;
import io.parley.tools.model.routing.Endpoint.Entry.Refused;
import io.parley.tools.model.routing.RoutingListener.Skip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/// A model at one endpoint or at several equal ones, over which calls are spread: the one with the
/// fewest calls under way is next, and equals take turns.
///
/// Calls may wait for a place. While some wait, every place that becomes free is given to one of
/// them, in fair order of their organisations; a call that arrives waits like them.
final class Provider {
  private final Duration limit;
  private final List<Endpoint> endpoints;
  private final ReentrantLock lock = new ReentrantLock();

  private final Weights weights;

  // under the lock
  private final FairQueue<TenantId, Waiting> line;
  private final Map<TenantId, Integer> held = new HashMap<>();
  private int turn;

  /// @param limit for one attempt at one of its endpoints
  /// @param weights of organisations whose calls wait for a place; @param waitingMax how many may
  Provider(Duration limit, List<Endpoint> endpoints, Weights weights, int waitingMax) {
    this.limit = limit;
    this.endpoints = List.copyOf(endpoints);
    this.weights = weights;
    this.line = new FairQueue<>(waitingMax, weights::of);
  }

  /// A call that waits for a place. Told under the provider's lock: it must return at once, and
  /// start or end no call.
  interface Waiting {
    TenantId tenant();

    void given(Permit permit);

    /// There will be no place: too many wait, or no endpoint can be asked.
    void sentAway();
  }

  Duration limit() {
    return limit;
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  /// @param tenant whose call it is
  /// @param tried not to be asked
  /// @param full collects endpoints that have no free place
  Optional<Permit> enter(TenantId tenant, Set<Endpoint> tried, Set<Endpoint> full) {
    BiConsumer<Endpoint, Skip> skipped =
        (endpoint, why) -> {
          endpoint.skipped(why);
          if (why == Skip.FULL) full.add(endpoint);
        };
    lock.lock();
    try {
      // an endpoint that has recovered may have places that nobody returned
      serve();
      if (!line.isEmpty()) {
        untried(tried).forEach(endpoint -> skipped.accept(endpoint, Skip.FULL));
        return Optional.empty();
      }
      var permit = free(tenant, tried, skipped);
      if (permit.isPresent()) line.passed(tenant);
      return permit;
    } finally {
      lock.unlock();
    }
  }

  /// Whether a call that found no place should rather wait for one than ask another provider: of
  /// the places that are taken, its organisation has less than its share.
  boolean owes(TenantId tenant) {
    lock.lock();
    try {
      int taken = held.values().stream().mapToInt(Integer::intValue).sum();
      double others =
          held.keySet().stream()
              .filter(holder -> !holder.equals(tenant))
              .mapToDouble(weights::of)
              .sum();
      double own = weights.of(tenant);
      if (others == 0) return false;
      return held.getOrDefault(tenant, 0) < taken * own / (own + others);
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a place at any endpoint.
  ///
  /// @return false when too many wait already, for this organisation
  boolean join(Waiting waiting) {
    lock.lock();
    try {
      var without = line.offer(waiting.tenant(), waiting);
      boolean isIn = without.filter(waiting::equals).isEmpty();
      if (isIn) without.ifPresent(Waiting::sentAway);
      // a place may have become free since it was refused one
      serve();
      return isIn;
    } finally {
      lock.unlock();
    }
  }

  /// @return false when it does not wait any more
  boolean leave(Waiting waiting) {
    lock.lock();
    try {
      return line.remove(waiting.tenant(), waiting);
    } finally {
      lock.unlock();
    }
  }

  /// How many calls wait for a place.
  int waiting() {
    lock.lock();
    try {
      return line.size();
    } finally {
      lock.unlock();
    }
  }

  private void returned(TenantId tenant) {
    lock.lock();
    try {
      held.computeIfPresent(tenant, (_, places) -> places > 1 ? places - 1 : null);
      serve();
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock: gives free places to those that wait.
  private void serve() {
    while (!line.isEmpty()) {
      var reasons = EnumSet.noneOf(Skip.class);
      var next = line.peek().orElseThrow();
      var permit = free(next.tenant(), Set.of(), (_, why) -> reasons.add(why));
      if (permit.isPresent()) {
        line.poll().orElseThrow().given(permit.get());
        continue;
      }
      // no endpoint would take them even with a free place: another provider may
      if (!reasons.contains(Skip.FULL)) line.clear().forEach(Waiting::sentAway);
      return;
    }
  }

  /// Under the lock.
  ///
  /// @param skipped receives endpoints that cannot be asked now
  private Optional<Permit> free(
      TenantId tenant, Set<Endpoint> tried, BiConsumer<Endpoint, Skip> skipped) {
    var candidates = untried(tried);
    while (!candidates.isEmpty()) {
      var freest = freest(candidates);
      switch (freest.tryEnter(() -> returned(tenant))) {
        case Entered(var permit) -> {
          held.merge(tenant, 1, Integer::sum);
          return Optional.of(permit);
        }
        case Refused(var why) -> {
          candidates.remove(freest);
          skipped.accept(freest, why);
        }
      }
    }
    return Optional.empty();
  }

  /// Under the lock: each time another one is first.
  private List<Endpoint> untried(Set<Endpoint> tried) {
    var candidates = new ArrayList<Endpoint>();
    int first = turn++;
    for (int i = 0; i < endpoints.size(); i++) {
      var endpoint = endpoints.get(Math.floorMod(first + i, endpoints.size()));
      if (!tried.contains(endpoint)) candidates.add(endpoint);
    }
    return candidates;
  }

  /// The first of those with the fewest calls, counted once: the numbers move meanwhile.
  private static Endpoint freest(List<Endpoint> candidates) {
    var freest = candidates.getFirst();
    int fewest = freest.underWay();
    for (var candidate : candidates) {
      int calls = candidate.underWay();
      if (calls < fewest) {
        freest = candidate;
        fewest = calls;
      }
    }
    return freest;
  }
}
