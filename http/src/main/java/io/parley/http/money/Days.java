package io.parley.http.money;

import io.parley.http.json.Malformed;
import io.parley.http.route.Call;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The days that a request asks about, in its parameters `from` and `to`: by default the last
/// thirty.
///
/// @param from first day; @param to last day
record Days(LocalDate from, LocalDate to) {
  private static final int DEFAULT = 30;

  /// @param zone in which days begin; @param max number of days
  static Days of(Call call, Instant now, ZoneId zone, int max) {
    var to = day(call, "to").orElse(LocalDate.ofInstant(now, zone));
    var from = day(call, "from").orElse(to.minusDays(DEFAULT - 1));
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    if (days < 1 || days > max)
      throw new Malformed(
          "the query parameters from and to are %d days (expected: 1 to %d)".formatted(days, max));
    return new Days(from, to);
  }

  private static Optional<LocalDate> day(Call call, String name) {
    return call.query(name)
        .map(
            text -> {
              try {
                var day = LocalDate.parse(text);
                // the calendars of LocalDate and SQL agree on these
                if (day.getYear() >= 1970 && day.getYear() <= 9999) return day;
              } catch (DateTimeParseException e) {
                throw notADay(name);
              }
              throw notADay(name);
            });
  }

  private static Malformed notADay(String name) {
    return new Malformed(
        "the query parameter " + name + " is not a date (expected: a day such as 2026-11-21)");
  }
}
