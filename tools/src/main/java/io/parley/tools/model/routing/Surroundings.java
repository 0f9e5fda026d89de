package io.parley.tools.model.routing;

import java.time.InstantSource;

/// The parts that all calls of a routed model share.
record Surroundings(
    RoutingSettings settings,
    Timer timer,
    InstantSource clock,
    Waiters waiters,
    RoutingListener listener) {}
