package io.parley.outbound.breaker;

import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// Settings of a circuit breaker.
///
/// @param failures number of failures in a row that open the breaker
/// @param openFor time until the next probe
/// @param retryAfterMax the longest pause that a provider may request
public record BreakerSettings(int failures, Duration openFor, Duration retryAfterMax) {
  /// @param section with the keys `failures` and `open-for`
  /// @param retryAfterMax read from another section
  /// @throws IllegalArgumentException when a value is missing or wrong
  public static BreakerSettings from(Section section, Duration retryAfterMax) {
    int failures = section.integer("failures");
    var openFor = section.duration("open-for");
    Expect.between(section.name("failures"), failures, 1, 1_000);
    Expect.positive(section.name("open-for"), openFor);
    return new BreakerSettings(failures, openFor, retryAfterMax);
  }
}
