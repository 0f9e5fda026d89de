package io.parley.persistence.journal;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/// ISO 8601 in UTC with three digits of a second, or as many as are needed to round-trip the
/// instant: `2026-01-01T12:00:00.000Z`.
final class IsoInstant {
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private IsoInstant() {}

  static String format(Instant at) {
    return at.equals(at.truncatedTo(ChronoUnit.MILLIS)) ? MILLIS.format(at) : at.toString();
  }
}
