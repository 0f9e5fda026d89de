package io.parley.core.money;

import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/// The scope of a budget: one session, or all of a tenant's sessions within a day, an ISO week
/// (from Monday) or a month. Money that organisations pay themselves has scopes of its own.
public enum BudgetScope {
  SESSION,
  DAY,
  WEEK,
  MONTH,
  /// Not of models' money: calls of tools, and what they cost, whose periods name themselves.
  TOOL,
  /// The cost of an organisation's own models within a day.
  OWN_DAY,
  /// The cost of an organisation's own models within a month.
  OWN_MONTH;

  /// The scopes of money that the installation pays to models.
  public static final List<BudgetScope> OF_MODELS = List.of(SESSION, DAY, WEEK, MONTH);

  /// The scopes of money that organisations pay to their own models.
  public static final List<BudgetScope> OF_ORGANISATIONS = List.of(OWN_DAY, OWN_MONTH);

  /// The period that counts money spent by `session` at `at`.
  public Period period(SessionKey session, Instant at, ZoneId zone) {
    if (this != SESSION) return period(session.tenant(), at, zone);
    var id = session.session().value();
    return new Period(new Period.Key(session.tenant(), this, id), Optional.empty());
  }

  /// The period that counts money spent by any session of `tenant` at `at`.
  ///
  /// @throws IllegalStateException for [#SESSION]
  public Period period(TenantId tenant, Instant at, ZoneId zone) {
    return new Period(new Period.Key(tenant, this, id(at, zone)), bounds(at, zone));
  }

  private String id(Instant at, ZoneId zone) {
    var day = LocalDate.ofInstant(at, zone);
    return switch (this) {
      case SESSION, TOOL ->
          throw new IllegalStateException("the scope %s has no dated period".formatted(this));
      case DAY, OWN_DAY -> day.toString();
      case WEEK ->
          "%d-W%02d"
              .formatted(
                  day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTH, OWN_MONTH ->
          day.toString().substring(0, day.toString().length() - "-01".length());
    };
  }

  /// The bounds of the period that contains `at`; a session has none.
  public Optional<Period.Bounds> bounds(Instant at, ZoneId zone) {
    var day = LocalDate.ofInstant(at, zone);
    return switch (this) {
      case SESSION, TOOL -> Optional.empty();
      case DAY, OWN_DAY -> bounds(day, day.plusDays(1), zone);
      case WEEK -> {
        var monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        yield bounds(monday, monday.plusWeeks(1), zone);
      }
      case MONTH, OWN_MONTH ->
          bounds(day.withDayOfMonth(1), day.withDayOfMonth(1).plusMonths(1), zone);
    };
  }

  private static Optional<Period.Bounds> bounds(LocalDate from, LocalDate to, ZoneId zone) {
    return Optional.of(
        new Period.Bounds(from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant()));
  }
}
