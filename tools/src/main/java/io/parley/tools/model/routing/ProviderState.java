package io.parley.tools.model.routing;

import io.parley.core.fault.BreakerState;
import java.time.Instant;
import java.util.Optional;

/// An endpoint of a provider as it stands, for operators.
///
/// @param name the provider's in the settings; of several endpoints `name/1`, `name/2` …
/// @param model what it is asked for
/// @param failures of its newest calls, up to the number that opens the breaker
/// @param since when the breaker is in this state; empty when it never was in another
/// @param callsMax places; `underWay` of them are taken
/// @param leftAloneUntil when it asked for that and the time is not over
public record ProviderState(
    String name,
    String model,
    BreakerState breaker,
    int failures,
    Optional<Instant> since,
    int underWay,
    int callsMax,
    Optional<Instant> leftAloneUntil) {}
