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

/// The forecast cost of a period at its end: the money spent so far, plus the remaining time at the
/// rate of the last full hours (for a day) or days (for a week or month). Hours and days before the
/// first spending do not count.
public final class Forecast {
  private static final int HOURS = 6;
  private static final int DAYS = 7;

  /// One hour or day is too little to extrapolate.
  private static final int STEPS_MIN = 2;

  private Forecast() {}

  /// Spending within one hour.
  ///
  /// @param day the day of the hour, in the plan's zone
  /// @param hour the start of the hour
  public record Spending(LocalDate day, Instant hour, long costMicros) {}

  /// The start of the spending that is considered.
  public static Instant since(Instant now) {
    // two days more than needed, so that the first day is complete in every zone
    return now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(DAYS + 2));
  }

  /// @param spending spending since [#since], in any order
  /// @return micro-units; empty if there is too little data, and for a session
  public static Optional<Long> of(
      BudgetScope scope,
      ZoneId zone,
      Instant now,
      long spentMicros,
      Collection<Spending> spending) {
    var steps =
        switch (scope) {
          case SESSION, TOOL -> Optional.<Steps>empty();
          case DAY, OWN_DAY -> hours(now, spending);
          case WEEK, MONTH, OWN_MONTH -> days(now, zone, spending);
        };
    return steps.flatMap(
        found ->
            scope
                .bounds(now, zone)
                .map(bounds -> Duration.between(now, bounds.end()))
                .map(left -> Math.addExact(spentMicros, found.spentWithin(left))));
  }

  /// Consecutive full hours or days.
  private record Steps(long costMicros, Duration length) {
    long spentWithin(Duration left) {
      // a month in milliseconds times its cost can overflow a long
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
  /// @param earliest the earliest start that counts; @param latest the latest start that counts
  private static Optional<Steps> steps(
      NavigableMap<Instant, Long> costs, Instant earliest, Instant latest, Instant end) {
    if (costs.isEmpty() || costs.firstKey().isAfter(latest)) return Optional.empty();
    var from = costs.firstKey().isBefore(earliest) ? earliest : costs.firstKey();
    long sum = costs.subMap(from, end).values().stream().reduce(0L, Math::addExact);
    return Optional.of(new Steps(sum, Duration.between(from, end)));
  }
}
