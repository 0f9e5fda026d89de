package io.parley.tools.model.routing;

import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// Deadlines and retries of calls; from section `parley.models`.
///
/// @param deadline for the whole call, over all providers
/// @param rounds how often the route is gone through
/// @param pause between two rounds
/// @param retryAfterMax a provider that asked for a longer pause is asked again after this
/// @param waitMax how long a call waits for a provider that asked for a pause
/// @param waitingMax how many calls may wait like that at once
/// @param placeWaitMax how long a call waits for a place when all places are taken
/// @param placesWaitingMax how many calls may wait like that at once, for each provider
public record RoutingSettings(
    Duration deadline,
    int rounds,
    Duration pause,
    Duration retryAfterMax,
    Duration waitMax,
    int waitingMax,
    Duration placeWaitMax,
    int placesWaitingMax) {
  /// Fair order gives a place within moments, unless the provider hangs.
  private static final Duration SHARE_WAIT_MAX = Duration.ofSeconds(2);

  /// How long a call waits for its organisation's share of a provider while others may answer.
  Duration shareWait() {
    return Waiters.min(SHARE_WAIT_MAX, placeWaitMax);
  }

  static RoutingSettings from(Section section) {
    var settings =
        new RoutingSettings(
            section.duration("deadline"),
            section.integer("rounds"),
            section.duration("pause"),
            section.duration("retry-after-max"),
            section.duration("wait-max"),
            section.integer("waiting-max"),
            section.duration("place-wait-max"),
            section.integer("places-waiting-max"));
    Expect.positive(section.name("deadline"), settings.deadline());
    Expect.between(section.name("rounds"), settings.rounds(), 1, 10);
    Expect.notNegative(section.name("pause"), settings.pause());
    Expect.notNegative(section.name("retry-after-max"), settings.retryAfterMax());
    Expect.notNegative(section.name("wait-max"), settings.waitMax());
    Expect.between(section.name("waiting-max"), settings.waitingMax(), 0, 100_000);
    Expect.notNegative(section.name("place-wait-max"), settings.placeWaitMax());
    Expect.between(section.name("places-waiting-max"), settings.placesWaitingMax(), 0, 100_000);
    return settings;
  }
}
