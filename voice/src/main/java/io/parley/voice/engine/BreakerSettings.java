package io.parley.voice.engine;

import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// When an engine counts as broken.
///
/// @param failures so many in a row open the breaker
/// @param openFor until it is tried again
/// @param retryAfterMax a provider that wants to be left alone is, but not for longer
public record BreakerSettings(int failures, Duration openFor, Duration retryAfterMax) {
  static BreakerSettings from(Section section) {
    var breaker = section.section("breaker");
    int failures = breaker.integer("failures");
    var openFor = breaker.duration("open-for");
    var retryAfterMax = breaker.duration("retry-after-max");
    Expect.between(breaker.name("failures"), failures, 1, 1_000);
    Expect.positive(breaker.name("open-for"), openFor);
    Expect.positive(breaker.name("retry-after-max"), retryAfterMax);
    return new BreakerSettings(failures, openFor, retryAfterMax);
  }
}
