package io.parley.core.metering;

import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A query of the usage records.
///
/// @param from the first instant; @param to the first instant that is not included any more
/// @param zone in which hours and days begin
public record MeteringQuery(TenantId tenant, Instant from, Instant to, Step step, ZoneId zone) {
  public static final int DAYS_MAX = 400;

  /// The most rows of one answer.
  public static final int ROWS_MAX = 10_000;

  /// The length of time whose records are one sum.
  public enum Step {
    HOUR,
    DAY,
    /// All of it.
    WHOLE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Step> of(String word) {
      return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

  public MeteringQuery {
    // a day is 25 hours once a year
    if (!from.isBefore(to) || Duration.between(from, to).toHours() > DAYS_MAX * 24L + 1)
      throw new IllegalArgumentException(
          "%s to %s (expected: up to %d days)".formatted(from, to, DAYS_MAX));
  }

  /// The beginnings of the steps, the first of which is `from`.
  public List<Instant> starts() {
    var starts = new ArrayList<Instant>();
    for (var at = from; at.isBefore(to); at = next(at)) starts.add(at);
    return List.copyOf(starts);
  }

  private Instant next(Instant at) {
    return switch (step) {
      case HOUR -> {
        // not the zone's next full hour: where clocks go back by half an hour that is no later
        var time = at.atZone(zone).toLocalTime();
        var past = Duration.between(time.truncatedTo(ChronoUnit.HOURS), time);
        yield at.plus(Duration.ofHours(1)).minus(past);
      }
      case DAY -> at.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
      case WHOLE -> to;
    };
  }
}
