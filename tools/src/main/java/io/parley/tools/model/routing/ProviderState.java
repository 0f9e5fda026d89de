package io.parley.tools.model.routing;

import io.parley.core.fault.BreakerState;
import java.time.Instant;
import java.util.Optional;

/// The state of a provider's endpoint, for operators.
///
/// @param name the provider's in the settings; of several endpoints `name/1`, `name/2` …
/// @param model the model's name there
/// @param failures of its newest calls, up to the number that opens the breaker
/// @param since when the breaker is in this state; empty when it never was in another
/// @param callsMax places; `underWay` of them are taken
/// @param leftAloneUntil the end of the pause that it asked for, unless it is over
public record ProviderState(
    String name,
    String model,
    BreakerState breaker,
    int failures,
    Optional<Instant> since,
    int underWay,
    int callsMax,
    Optional<Instant> leftAloneUntil) {}
