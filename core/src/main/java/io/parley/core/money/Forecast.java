package io.parley.core.money;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What a period will have cost at its end, if money goes on being spent as it lately was: what is
/// spent, and for the time that is left the rate of the last full hours (a day's) or days (a
/// week's, a month's). The hours and days before the first spending do not count.
public final class Forecast {
  private static final int HOURS = 6;
  private static final int DAYS = 7;

  /// One hour or day says too little.
  private static final int STEPS_MIN = 2;

  private Forecast() {}

  /// What was spent within an hour.
  ///
  /// @param day on which the hour lies, in the plan's zone
  /// @param hour its beginning
  public record Spending(LocalDate day, Instant hour, long costMicros) {}

  /// From when on spending is looked at.
  public static Instant since(Instant now) {
    // two days more than are counted, so that all of the first one is there in every zone
    return now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(DAYS + 2));
  }

  /// @param spending since [#since], any order
  /// @return micro-units; empty when there is too little to go by, and for a session
  public static Optional<Long> of(
      BudgetScope scope,
      ZoneId zone,
      Instant now,
      long spentMicros,
      Collection<Spending> spending) {
    var steps =
        switch (scope) {
          case SESSION -> Optional.<Steps>empty();
          case DAY -> hours(now, spending);
          case WEEK, MONTH -> days(now, zone, spending);
        };
    return steps.flatMap(
        found ->
            scope
                .bounds(now, zone)
                .map(bounds -> Duration.between(now, bounds.end()))
                .map(left -> Math.addExact(spentMicros, found.spentWithin(left))));
  }

  /// Full hours or days in a row.
  private record Steps(long costMicros, Duration length) {
    long spentWithin(Duration left) {
      // a month in milliseconds times what a month may cost is more than a long holds
      var product = BigInteger.valueOf(costMicros).multiply(BigInteger.valueOf(left.toMillis()));
      return product.divide(BigInteger.valueOf(length.toMillis())).longValueExact();
    }
  }

  private static Optional<Steps> hours(Instant now, Collection<Spending> spending) {
    var end = now.truncatedTo(ChronoUnit.HOURS);
    var byHour = new TreeMap<Instant, Long>();
    for (var spent : spending) byHour.merge(spent.hour(), spent.costMicros(), Math::addExact);
    return steps(
        byHour, end.minus(HOURS, ChronoUnit.HOURS), end.minus(STEPS_MIN, ChronoUnit.HOURS), end);
  }

  private static Optional<Steps> days(Instant now, ZoneId zone, Collection<Spending> spending) {
    var today = LocalDate.ofInstant(now, zone);
    var byDay = new TreeMap<Instant, Long>();
    for (var spent : spending)
      byDay.merge(start(spent.day(), zone), spent.costMicros(), Math::addExact);
    return steps(
        byDay,
        start(today.minusDays(DAYS), zone),
        start(today.minusDays(STEPS_MIN), zone),
        start(today, zone));
  }

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  /// @param costs by the beginnings of hours or days
  /// @param earliest from when on they count; @param latest when they must have begun
  private static Optional<Steps> steps(
      NavigableMap<Instant, Long> costs, Instant earliest, Instant latest, Instant end) {
    if (costs.isEmpty() || costs.firstKey().isAfter(latest)) return Optional.empty();
    var from = costs.firstKey().isBefore(earliest) ? earliest : costs.firstKey();
    long sum = costs.subMap(from, end).values().stream().reduce(0L, Math::addExact);
    return Optional.of(new Steps(sum, Duration.between(from, end)));
  }
}
