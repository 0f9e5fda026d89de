package io.parley.tools.model.routing;

import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Providers in the order in which they are asked.
record Route(List<Provider> providers) {
  Route {
    providers = List.copyOf(providers);
  }

  /// The next step of a call.
  sealed interface Next {
    /// It has a place.
    record Attempt(Provider provider, Permit permit) implements Next {}

    /// It should wait a little for a place there, before it asks the providers that follow.
    record Wait(Provider provider) implements Next {}

    /// No provider can be asked now.
    record Nothing() implements Next {}
  }

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

  /// @param tenant whose call it is; @param mayWait whether it may wait for a place
  /// @param tried not to be asked
  /// @param full collects endpoints that have no free place
  Next next(TenantId tenant, boolean mayWait, Set<Endpoint> tried, Set<Endpoint> full) {
    for (var provider : providers) {
      var fullHere = new HashSet<Endpoint>();
      var permit = provider.enter(tenant, tried, fullHere);
      if (permit.isPresent()) return new Next.Attempt(provider, permit.get());
      full.addAll(fullHere);
      boolean isLast = provider.equals(providers.getLast());
      if (mayWait && !isLast && waitsFor(provider, tried, fullHere) && provider.owes(tenant))
        return new Next.Wait(provider);
    }
    return new Next.Nothing();
  }

  /// The first provider that was not asked because its places are taken.
  Optional<Provider> full(Set<Endpoint> tried, Set<Endpoint> full) {
    return providers.stream().filter(provider -> waitsFor(provider, tried, full)).findFirst();
  }

  private static boolean waitsFor(Provider provider, Set<Endpoint> tried, Set<Endpoint> full) {
    return provider.endpoints().stream().noneMatch(tried::contains)
        && provider.endpoints().stream().anyMatch(full::contains);
  }
}
