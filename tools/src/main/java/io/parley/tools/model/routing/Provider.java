package io.parley.tools.model.routing;

import io.parley.tools.model.routing.Endpoint.Entry.Entered;
import io.parley.tools.model.routing.Endpoint.Entry.Refused;
import io.parley.tools.model.routing.RoutingListener.Skip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A model at one endpoint or at several equal ones, over which calls are spread: the one with the
/// fewest calls under way is next, and equals take turns.
final class Provider {
  private final Duration limit;
  private final List<Endpoint> endpoints;
  private final AtomicInteger turn = new AtomicInteger();

  /// @param limit for one attempt at one of its endpoints
  Provider(Duration limit, List<Endpoint> endpoints) {
    this.limit = limit;
    this.endpoints = List.copyOf(endpoints);
  }

  Duration limit() {
    return limit;
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  /// @param tried not to be asked
  /// @param full collects endpoints that have no free place
  Optional<Permit> enter(Set<Endpoint> tried, Set<Endpoint> full) {
    var candidates = new ArrayList<Endpoint>();
    int first = turn.getAndIncrement();
    for (int i = 0; i < endpoints.size(); i++) {
      var endpoint = endpoints.get(Math.floorMod(first + i, endpoints.size()));
      if (!tried.contains(endpoint)) candidates.add(endpoint);
    }
    while (!candidates.isEmpty()) {
      var freest = freest(candidates);
      switch (freest.tryEnter()) {
        case Entered(var permit) -> {
          return Optional.of(permit);
        }
        case Refused(var why) -> {
          candidates.remove(freest);
          if (why == Skip.FULL) full.add(freest);
        }
      }
    }
    return Optional.empty();
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
