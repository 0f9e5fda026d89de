package io.parley.tools.model.routing;

import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// When an endpoint counts as broken.
///
/// @param failures so many in a row open the breaker
/// @param openFor until it is tried again
public record BreakerSettings(int failures, Duration openFor) {
  static BreakerSettings from(Section section) {
    int failures = section.integer("failures");
    var openFor = section.duration("open-for");
    Expect.between(section.name("failures"), failures, 1, 1_000);
    Expect.positive(section.name("open-for"), openFor);
    return new BreakerSettings(failures, openFor);
  }
}
