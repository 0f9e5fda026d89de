package io.parley.operations.breaker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.parley.sessions.breaker.ToolBreakerState;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/// Metrics of the breakers of tools' dependencies on this node: `parley_tool_breaker`. An unused
/// one counts as healthy. Dependencies come and go with tool sources, so they are looked at again
/// and again.
public final class ToolBreakerMeters {
  private final MultiGauge gauges;
  private final Supplier<? extends Collection<String>> dependencies;
  private final Supplier<List<ToolBreakerState>> states;

  /// @param dependencies names that may be a label, read at each look
  /// @param states read at each scrape
  public ToolBreakerMeters(
      MeterRegistry registry,
      Supplier<? extends Collection<String>> dependencies,
      Supplier<List<ToolBreakerState>> states) {
    this.gauges = MultiGauge.builder("parley.tool.breaker").register(registry);
    this.dependencies = dependencies;
    this.states = states;
  }

  /// Adds meters of new dependencies, and removes those of dependencies that are gone.
  public void look() {
    gauges.register(
        dependencies.get().stream()
            .<MultiGauge.Row<?>>map(
                dependency ->
                    MultiGauge.Row.of(
                        Tags.of("dependency", dependency),
                        states,
                        now -> state(now.get(), dependency)))
            .toList());
  }

  /// 0 is healthy, 2 is broken.
  private static double state(List<ToolBreakerState> states, String dependency) {
    return states.stream()
        .filter(known -> known.dependency().equals(dependency))
        .mapToDouble(
            known ->
                switch (known.state()) {
                  case CLOSED -> 0;
                  case HALF_OPEN -> 1;
                  case OPEN -> 2;
                })
        .findFirst()
        .orElse(0);
  }
}
