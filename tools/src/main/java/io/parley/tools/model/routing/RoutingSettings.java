package io.parley.tools.model.routing;

import io.parley.core.setting.Expect;
import io.parley.tools.settings.Section;
import java.time.Duration;

/// How long and how often a call is tried; of section `parley.models`.
///
/// @param deadline for the whole call, over all providers
/// @param rounds how often the route is gone through
/// @param pause between two rounds
/// @param retryAfterMax a provider that wants to be left alone for longer is asked again after this
public record RoutingSettings(
    Duration deadline, int rounds, Duration pause, Duration retryAfterMax) {
  static RoutingSettings from(Section section) {
    var settings =
        new RoutingSettings(
            section.duration("deadline"),
            section.integer("rounds"),
            section.duration("pause"),
            section.duration("retry-after-max"));
    Expect.positive(section.name("deadline"), settings.deadline());
    Expect.between(section.name("rounds"), settings.rounds(), 1, 10);
    Expect.notNegative(section.name("pause"), settings.pause());
    Expect.notNegative(section.name("retry-after-max"), settings.retryAfterMax());
    return settings;
  }
}
