package io.parley.operations.breaker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.sessions.breaker.ToolBreakerState;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/// Metrics of the breakers of tools' dependencies on this node: `parley_tool_breaker`. An unused
/// one counts as healthy.
public final class ToolBreakerMeters {
  private ToolBreakerMeters() {}

  /// @param dependencies names that may be a label; @param states read at each scrape
  public static void bind(
      MeterRegistry registry,
      Collection<String> dependencies,
      Supplier<List<ToolBreakerState>> states) {
    dependencies.forEach(
        dependency ->
            Gauge.builder("parley.tool.breaker", states, now -> state(now.get(), dependency))
                .tag("dependency", dependency)
                .strongReference(true)
                .register(registry));
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
