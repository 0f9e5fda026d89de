package io.parley.outbound.breaker;

import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// When a provider counts as broken.
///
/// @param failures so many in a row open the breaker
/// @param openFor until it is tried again
/// @param retryAfterMax a provider that wants to be left alone is, but not for longer
public record BreakerSettings(int failures, Duration openFor, Duration retryAfterMax) {
  /// @param section with the keys `failures` and `open-for`
  /// @param retryAfterMax which stands elsewhere
  /// @throws IllegalArgumentException when a value is missing or wrong
  public static BreakerSettings from(Section section, Duration retryAfterMax) {
    int failures = section.integer("failures");
    var openFor = section.duration("open-for");
    Expect.between(section.name("failures"), failures, 1, 1_000);
    Expect.positive(section.name("open-for"), openFor);
    return new BreakerSettings(failures, openFor, retryAfterMax);
  }
}
