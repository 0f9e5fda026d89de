package io.parley.core.money;

import io.parley.core.agent.AgentRef;
import io.parley.core.model.Origin;
import io.parley.core.model.Purpose;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/// The key under which calls are added up.
///
/// @param day in the zone of the budgets; @param hour the beginning of the hour, in UTC
/// @param model the full name in the answer, dates included
public record UsageKey(
    TenantId tenant, LocalDate day, Instant hour, AgentRef agent, String model, Purpose purpose)
    implements Comparable<UsageKey> {
  private static final Comparator<UsageKey> ORDER =
      Comparator.<UsageKey, String>comparing(key -> key.tenant().value())
          .thenComparing(UsageKey::day)
          .thenComparing(UsageKey::hour)
          .thenComparing(key -> key.agent().id())
          .thenComparingInt(key -> key.agent().version())
          .thenComparing(UsageKey::model)
          .thenComparing(UsageKey::purpose);

  /// The key of a call that ended at `at`.
  ///
  /// @param zone of the budgets
  public static UsageKey of(Origin origin, String model, Purpose purpose, Instant at, ZoneId zone) {
    return new UsageKey(
        origin.session().tenant(),
        LocalDate.ofInstant(at, zone),
        at.truncatedTo(ChronoUnit.HOURS),
        origin.agent(),
        model,
        purpose);
  }

  /// The order in which rows are locked.
  @Override
  public int compareTo(UsageKey other) {
    return ORDER.compare(this, other);
  }
}
