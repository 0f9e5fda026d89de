package io.parley.core.dial;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/// When people may be called, by their own clocks.
///
/// @param from the first minute of a day, @param to the first one that is too late: later on the
///   same day
/// @param days on which they may be called at all; never empty
public record CallingHours(LocalTime from, LocalTime to, Set<DayOfWeek> days) {
  /// Within a week there is a next time.
  private static final int WEEK = 7;

  public CallingHours {
    days = Set.copyOf(days);
    if (!from.isBefore(to))
      throw new IllegalArgumentException(
          "hours: %s to %s (expected: a later end)".formatted(from, to));
    if (days.isEmpty()) throw new IllegalArgumentException("days: none (expected: one or more)");
  }

  boolean contains(ZonedDateTime there) {
    var time = there.toLocalTime();
    return days.contains(there.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
  }

  /// The next moment in which they may be called, after one in which they may not.
  ZonedDateTime next(ZonedDateTime there) {
    var day = there.toLocalDate();
    if (!days.contains(day.getDayOfWeek()) || !there.toLocalTime().isBefore(from))
      day = following(day);
    return opening(day, there.getZone());
  }

  private LocalDate following(LocalDate day) {
    for (int ahead = 1; ahead <= WEEK; ahead++)
      if (days.contains(day.plusDays(ahead).getDayOfWeek())) return day.plusDays(ahead);
    throw new IllegalStateException("a week without one of " + days);
  }

  /// Clocks that are put forward over it open at the first minute that exists.
  private ZonedDateTime opening(LocalDate day, ZoneId zone) {
    return day.atTime(from).atZone(zone);
  }
}
