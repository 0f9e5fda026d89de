package io.parley.core.dial;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which numbers may be called, when, and how often. Emergency services and numbers that cost extra
/// are never called, whatever the rules say.
///
/// @param prefixes of numbers that may be called, with a plus; none: nobody can be called
/// @param attempts orders of one number within `window`
/// @param perSecond orders of one tenant within a second
/// @param atOnce calls of one tenant that are not over
public record DialRules(
    List<String> prefixes,
    NumberZones zones,
    CallingHours hours,
    int attempts,
    Duration window,
    int perSecond,
    int atOnce) {
  /// A call is over within about that time, if nobody answers.
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final Duration SECOND = Duration.ofSeconds(1);

  public DialRules {
    prefixes = List.copyOf(prefixes);
  }

  /// @return empty when the number may be called now; otherwise the first rule that it breaks
  public Optional<DialRefusal> check(PhoneNumber number, DialSituation situation, Instant now) {
    return switch (situation.kind()) {
      case EMERGENCY -> Optional.of(DialRefusal.Lasting.EMERGENCY);
      case PREMIUM -> Optional.of(DialRefusal.Lasting.PREMIUM);
      case IMPOSSIBLE -> Optional.of(DialRefusal.Lasting.IMPOSSIBLE);
      case ORDINARY -> ofPerson(number, situation, now).or(() -> ofPace(situation, now));
    };
  }

  private Optional<DialRefusal> ofPerson(PhoneNumber number, DialSituation situation, Instant now) {
    if (prefixes.stream().noneMatch(number::startsWith))
      return Optional.of(DialRefusal.Lasting.NOT_ALLOWED);
    if (situation.onList()) return Optional.of(DialRefusal.Lasting.ON_LIST);
    return ofClock(number, now).or(() -> ofAttempts(situation, now));
  }

  private Optional<DialRefusal> ofClock(PhoneNumber number, Instant now) {
    var zone = zones.of(number);
    if (zone.isEmpty()) return Optional.of(DialRefusal.Lasting.NO_ZONE);
    var there = now.atZone(zone.get());
    if (hours.contains(there)) return Optional.empty();
    return Optional.of(
        new DialRefusal.OutsideHours(zone.get(), now, hours.next(there).toInstant()));
  }

  private Optional<DialRefusal> ofAttempts(DialSituation situation, Instant now) {
    var recent =
        situation.attempts().stream().filter(at -> at.plus(window).isAfter(now)).sorted().toList();
    if (recent.size() < attempts) return Optional.empty();
    var leaves = recent.get(recent.size() - attempts);
    return Optional.of(new DialRefusal.TooOften(recent.size(), window, leaves.plus(window)));
  }

  private Optional<DialRefusal> ofPace(DialSituation situation, Instant now) {
    if (situation.underWay() >= atOnce)
      return Optional.of(new DialRefusal.TooManyAtOnce(situation.underWay(), now.plus(SOON)));
    if (situation.lastSecond() >= perSecond)
      return Optional.of(new DialRefusal.TooFast(situation.lastSecond(), now.plus(SECOND)));
    return Optional.empty();
  }
}
