package io.parley.persistence.money;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.core.agent.AgentRef;
import io.parley.core.model.Origin;
import io.parley.core.model.Purpose;
import io.parley.core.money.Accounts.Posting;
import io.parley.core.money.Forecast.Spending;
import io.parley.core.money.UsageKey;
import io.parley.core.money.UsageQuery;
import io.parley.core.money.UsageQuery.Dimension;
import io.parley.core.money.UsageReport;
import io.parley.core.money.UsageReport.Row;
import io.parley.core.money.UsageSum;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsageReportsIT {
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
  private static final LocalDate FROM = LocalDate.parse("2026-11-20");
  private static final LocalDate TO = LocalDate.parse("2026-11-22");
  private static final AgentRef SUPPORT = new AgentRef("support", 1);
  private static final UsageSum PAID = new UsageSum(1, 0, 0, 0, 100, 10, 25);
  private static final UsageSum FAILED = new UsageSum(1, 0, 1, 0, 50, 0, 5);
  private static final UsageSum UNPRICED = new UsageSum(1, 0, 0, 1, 100, 10, 0);

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcAccounts accounts = new JdbcAccounts(db.database(), Duration.ofMinutes(1));

  private static UsageKey key(String tenant, String model, Purpose purpose, String at) {
    var session = new SessionKey(new TenantId(tenant), new SessionId("s1234567"));
    return UsageKey.of(new Origin(session, SUPPORT), model, purpose, Instant.parse(at), VIENNA);
  }

  @BeforeEach
  void use() {
    post(
        1,
        "EUR",
        Map.of(
            key("default", "small", Purpose.REPLY, "2026-11-21T10:20:00Z"), PAID,
            // the 22nd in Vienna
            key("default", "small", Purpose.REPLY, "2026-11-21T23:20:00Z"), PAID.plus(FAILED),
            key("default", "small", Purpose.SUMMARY, "2026-11-21T10:59:59Z"), PAID,
            key("default", "odd-\u0000", Purpose.REPLY, "2026-11-21T11:00:00Z"), UNPRICED,
            key("other", "small", Purpose.REPLY, "2026-11-21T10:20:00Z"), PAID));
    post(
        2,
        "EUR",
        Map.of(
            key("default", "small", Purpose.REPLY, "2026-11-21T10:40:00Z"),
            PAID.plus(UsageSum.CACHED)));
    post(3, "USD", Map.of(key("default", "small", Purpose.REPLY, "2026-11-21T10:20:00Z"), PAID));
  }

  @AfterEach
  void close() {
    db.close();
  }

  private void post(long number, String currency, Map<UsageKey, UsageSum> usage) {
    get(accounts.post(new Posting("a", number, currency, usage, List.of())));
  }

  private UsageReport report(Set<Dimension> by) {
    return get(accounts.usage(new UsageQuery(TenantId.DEFAULT, FROM, TO, by, "EUR")));
  }

  private static UsageSum sum(UsageSum... sums) {
    var all = UsageSum.NONE;
    for (var sum : sums) all = all.plus(sum);
    return all;
  }

  @Test
  void calls_are_added_up_by_the_requested_fields() {
    assertThat(report(EnumSet.of(Dimension.PURPOSE)).rows())
        .containsExactly(
            new Row(
                Optional.empty(),
                Optional.empty(),
                Optional.of(Purpose.REPLY),
                Optional.empty(),
                sum(PAID, PAID, FAILED, UNPRICED, PAID, UsageSum.CACHED)),
            new Row(
                Optional.empty(),
                Optional.empty(),
                Optional.of(Purpose.SUMMARY),
                Optional.empty(),
                PAID));
    assertThat(report(EnumSet.of(Dimension.DAY)).rows())
        .extracting(row -> row.day().orElseThrow().toString(), row -> row.sum().calls())
        .containsExactly(tuple("2026-11-21", 5L), tuple("2026-11-22", 2L));
    assertThat(report(EnumSet.allOf(Dimension.class)).rows())
        .hasSize(4)
        .contains(
            new Row(
                Optional.of(SUPPORT),
                Optional.of("small"),
                Optional.of(Purpose.REPLY),
                Optional.of(LocalDate.parse("2026-11-21")),
                sum(PAID, PAID, UsageSum.CACHED)));
    assertThat(report(Set.of()).rows())
        .containsExactly(
            new Row(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                report(Set.of()).total()));
  }

  @Test
  void the_total_covers_one_tenant_and_currency_and_names_unpriced_models() {
    var report = report(EnumSet.of(Dimension.MODEL));
    assertThat(report.total())
        .isEqualTo(sum(PAID, PAID, FAILED, PAID, UNPRICED, PAID, UsageSum.CACHED));
    assertThat(report.unpricedModels()).containsExactly("odd-\uFFFD");
    assertThat(report.complete()).isTrue();
  }

  @Test
  void days_without_calls_have_no_rows() {
    var query =
        new UsageQuery(
            TenantId.DEFAULT,
            LocalDate.parse("2026-11-01"),
            LocalDate.parse("2026-11-20"),
            Set.of(),
            "EUR");
    assertThat(get(accounts.usage(query)))
        .isEqualTo(new UsageReport(List.of(), true, UsageSum.NONE, List.of()));
  }

  @Test
  void spending_is_reported_by_the_hour() {
    var since = Instant.parse("2026-11-21T10:00:00Z");
    assertThat(get(accounts.spending(TenantId.DEFAULT, "EUR", since)))
        .containsExactly(
            new Spending(LocalDate.parse("2026-11-21"), since, 75),
            new Spending(LocalDate.parse("2026-11-21"), Instant.parse("2026-11-21T11:00:00Z"), 0),
            new Spending(LocalDate.parse("2026-11-22"), Instant.parse("2026-11-21T23:00:00Z"), 30));
    assertThat(get(accounts.spending(TenantId.DEFAULT, "EUR", since.plusSeconds(3_600))))
        .hasSize(2);
  }
}
