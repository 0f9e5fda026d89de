package io.parley.core.money;

import io.parley.core.tenant.TenantId;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/// A query of the books about calls.
///
/// @param from first day, @param to last day, both in the zone of the budgets
/// @param by the grouping of rows; empty gives one row
/// @param currency calls in another currency are left out: there is no rate to convert them
public record UsageQuery(
    TenantId tenant, LocalDate from, LocalDate to, Set<Dimension> by, String currency) {
  public static final int DAYS_MAX = 400;

  /// The most rows of one answer.
  public static final int ROWS_MAX = 10_000;

  public enum Dimension {
    /// With its version.
    AGENT,
    MODEL,
    PURPOSE,
    DAY
  }

  public UsageQuery {
    by = Set.copyOf(by);
    if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= DAYS_MAX)
      throw new IllegalArgumentException(
          "%s to %s (expected: 1 to %d days)".formatted(from, to, DAYS_MAX));
  }
}
