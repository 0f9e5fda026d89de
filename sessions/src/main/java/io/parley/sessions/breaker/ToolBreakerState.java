package io.parley.sessions.breaker;

import io.parley.core.fault.BreakerState;
import java.time.Instant;
import java.util.Optional;

/// The breaker of one dependency on this node, for operators. While it is open its tools are not
/// offered; while it is half open a probe is under way.
///
/// @param failures in a row
/// @param since when it entered this state; empty when it was never in another
public record ToolBreakerState(
    String dependency, BreakerState state, int failures, Optional<Instant> since) {}
