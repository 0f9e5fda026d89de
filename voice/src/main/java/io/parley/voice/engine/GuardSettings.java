package io.parley.voice.engine;

import io.parley.core.setting.Expect;
import io.parley.outbound.breaker.BreakerSettings;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// The limits of an engine.
///
/// @param transcript from the end of speech, or from the settled words before, to the final
///   transcript
/// @param firstSound from a clause to its first sound
/// @param gap between two pieces of a clause's sound, while there is demand
/// @param silenceMax at the beginning of a clause; silence alone is a failure
/// @param secondsPerCharacterMax the slowest that text is read at the voice's own pace
/// @param charactersPerSecondMax the fastest that anybody speaks
public record GuardSettings(
    Duration transcript,
    Duration firstSound,
    Duration gap,
    Duration silenceMax,
    double secondsPerCharacterMax,
    double charactersPerSecondMax,
    BreakerSettings breaker,
    CostPerUnit cost) {
  static GuardSettings from(Section section) {
    var deadlines = section.section("deadlines");
    for (var key : new String[] {"transcript", "first-sound", "gap", "silence-max"})
      Expect.positive(deadlines.name(key), deadlines.duration(key));
    double slowest = section.decimal("seconds-per-character-max");
    double fastest = section.decimal("characters-per-second-max");
    Expect.positive(section.name("seconds-per-character-max"), slowest);
    Expect.positive(section.name("characters-per-second-max"), fastest);
    return new GuardSettings(
        deadlines.duration("transcript"),
        deadlines.duration("first-sound"),
        deadlines.duration("gap"),
        deadlines.duration("silence-max"),
        slowest,
        fastest,
        breaker(section.section("breaker")),
        cost(section));
  }

  private static BreakerSettings breaker(Section section) {
    var retryAfterMax = section.duration("retry-after-max");
    Expect.positive(section.name("retry-after-max"), retryAfterMax);
    return BreakerSettings.from(section, retryAfterMax);
  }

  private static CostPerUnit cost(Section section) {
    long minute = section.number("micros-per-minute");
    long characters = section.number("micros-per-1000-characters");
    Expect.atLeast(section.name("micros-per-minute"), minute, 0);
    Expect.atLeast(section.name("micros-per-1000-characters"), characters, 0);
    return new CostPerUnit(minute, characters);
  }

  /// The same for an engine in this program, which costs nothing.
  GuardSettings free() {
    return new GuardSettings(
        transcript,
        firstSound,
        gap,
        silenceMax,
        secondsPerCharacterMax,
        charactersPerSecondMax,
        breaker,
        CostPerUnit.NOTHING);
  }
}
