package io.parley.tools.model.routing;

import io.parley.outbound.breaker.BreakerSettings;
import java.time.Duration;
import java.util.List;

/// A provider as routes name it.
///
/// @param endpoints equal ones, over which calls are spread; at least one
/// @param callsMax under way at once at each endpoint
/// @param limit for one attempt
public record ProviderEntry(
    String name,
    List<ModelSettings> endpoints,
    int callsMax,
    BreakerSettings breaker,
    Duration limit) {
  public ProviderEntry {
    endpoints = List.copyOf(endpoints);
  }
}
