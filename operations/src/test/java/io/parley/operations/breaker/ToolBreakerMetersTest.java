package io.parley.operations.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.fault.BreakerState;
import io.parley.sessions.breaker.ToolBreakerState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ToolBreakerMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private List<ToolBreakerState> states = List.of();

  private Set<String> dependencies = Set.of("shop", "desk");

  private double told(String dependency) {
    return registry.get("parley.tool.breaker").tag("dependency", dependency).gauge().value();
  }

  @Test
  void each_tool_dependency_has_a_meter_that_starts_closed() {
    var meters = new ToolBreakerMeters(registry, () -> dependencies, () -> states);
    meters.look();
    assertThat(registry.find("parley.tool.breaker").gauges()).hasSize(2);
    assertThat(told("shop")).isZero();
    states =
        List.of(
            new ToolBreakerState("desk", BreakerState.HALF_OPEN, 5, Optional.empty()),
            new ToolBreakerState("shop", BreakerState.OPEN, 5, Optional.empty()));
    assertThat(told("shop")).isEqualTo(2);
    assertThat(told("desk")).isEqualTo(1);
    // breakers that belong to no tool have no meter
    states = List.of(new ToolBreakerState("else", BreakerState.OPEN, 5, Optional.empty()));
    assertThat(told("shop")).isZero();
    assertThat(registry.find("parley.tool.breaker").gauges()).hasSize(2);
  }

  @Test
  void dependencies_come_and_go_with_their_sources() {
    var meters = new ToolBreakerMeters(registry, () -> dependencies, () -> states);
    meters.look();
    states = List.of(new ToolBreakerState("crm", BreakerState.OPEN, 5, Optional.empty()));
    dependencies = Set.of("shop", "crm");
    meters.look();
    assertThat(told("crm")).isEqualTo(2);
    assertThat(registry.find("parley.tool.breaker").tag("dependency", "desk").gauge()).isNull();
    assertThat(registry.find("parley.tool.breaker").gauges()).hasSize(2);
  }
}
