package io.parley.tools.model.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Providers in the order in which they are asked.
record Route(List<Provider> providers) {
  Route {
    providers = List.copyOf(providers);
  }

  /// The next attempt of a call.
  record Step(Provider provider, Permit permit) {}

  /// The shortest time until an endpoint that asked for a pause may be asked.
  ///
  /// @param hopeless never to be asked
  Optional<Duration> leftAloneFor(Set<Endpoint> hopeless) {
    return providers.stream()
        .flatMap(provider -> provider.endpoints().stream())
        .filter(endpoint -> !hopeless.contains(endpoint))
        .flatMap(endpoint -> endpoint.leftAloneFor().stream())
        .min(Duration::compareTo);
  }

  /// @param tried not to be asked
  /// @param full collects endpoints that have no free place
  Optional<Step> enter(Set<Endpoint> tried, Set<Endpoint> full) {
    for (var provider : providers) {
      var permit = provider.enter(tried, full);
      if (permit.isPresent()) return Optional.of(new Step(provider, permit.get()));
    }
    return Optional.empty();
  }
}
