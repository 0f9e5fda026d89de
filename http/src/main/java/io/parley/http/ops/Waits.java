package io.parley.http.ops;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What people wait for is counted by how long it took (`…_bucket`), so that quantiles over all
/// nodes can be told. A dozen bounds each: every one is a series more for each label.
final class Waits implements MeterFilter {
  private static final Set<String> WAITED_FOR =
      Set.of("http.server.requests", "parley.model.first.token", "parley.model.calls");

  private static final double[] BOUNDS =
      Stream.concat(
              Stream.of(2, 5, 10, 25, 50, 100, 250, 500).map(Duration::ofMillis),
              List.of(1, 2, 5, 10, 30, 60).stream().map(Duration::ofSeconds))
          .mapToDouble(Duration::toNanos)
          .toArray();

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    return WAITED_FOR.contains(id.getName())
        ? DistributionStatisticConfig.builder().serviceLevelObjectives(BOUNDS).build().merge(config)
        : config;
  }
}
