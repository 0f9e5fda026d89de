package io.parley.tools.model.routing;

import java.time.Instant;
import java.util.Optional;

/// An endpoint of a provider as it stands, for operators.
///
/// @param name the provider's in the settings; of several endpoints `name/1`, `name/2` …
/// @param model what it is asked for
/// @param callsMax places; `underWay` of them are taken
/// @param leftAloneUntil when it asked for that and the time is not over
public record ProviderState(
    String name,
    String model,
    BreakerState breaker,
    int underWay,
    int callsMax,
    Optional<Instant> leftAloneUntil) {}
