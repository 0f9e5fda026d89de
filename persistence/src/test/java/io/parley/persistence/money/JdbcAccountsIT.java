package io.parley.persistence.money;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.money.Account;
import io.parley.core.money.Accounts.Alert;
import io.parley.core.money.Accounts.Answer;
import io.parley.core.money.Accounts.Claim;
import io.parley.core.money.Accounts.Lent;
import io.parley.core.money.Accounts.Posting;
import io.parley.core.money.Accounts.Refused;
import io.parley.core.money.Accounts.Settlement;
import io.parley.core.money.Accounts.Standing;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.Period;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Lending and settling, in sequence.
class JdbcAccountsIT {
  static final Period.Key DAY = new Period.Key(TenantId.DEFAULT, BudgetScope.DAY, "2026-11-21");
  static final Period.Key MONTH = new Period.Key(TenantId.DEFAULT, BudgetScope.MONTH, "2026-11");
  private static final Period.Key SESSION =
      new Period.Key(TenantId.DEFAULT, BudgetScope.SESSION, "s1234567");

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcAccounts accounts = new JdbcAccounts(db.database(), Duration.ofMinutes(1));

  @AfterEach
  void close() {
    db.close();
  }

  private static Claim claim(Period.Key period, long limit, long need) {
    return new Claim(period, limit, need, 0);
  }

  private Answer lend(String node, Claim... claims) {
    return get(accounts.lend(node, List.of(claims)));
  }

  private List<Alert> settle(String node, long number, Settlement... settlements) {
    return get(accounts.post(new Posting(node, number, "EUR", Map.of(), List.of(settlements))));
  }

  private Standing standing(Period.Key period) {
    return get(accounts.standings(List.of(period))).getOrDefault(period, Standing.NONE);
  }

  @Test
  void money_is_lent_up_to_the_limit_and_returned_when_settled() {
    assertThat(lend("a", claim(DAY, 1_000, 600))).isEqualTo(new Lent(Map.of(DAY, 600L)));
    assertThat(lend("b", claim(DAY, 1_000, 401))).isEqualTo(new Refused(Set.of(DAY)));
    assertThat(standing(DAY)).isEqualTo(new Standing(new Account(0, 600), true));
    settle("a", 1, new Settlement(DAY, 100, 600, 0, 800));
    assertThat(lend("b", claim(DAY, 1_000, 401))).isEqualTo(new Lent(Map.of(DAY, 401L)));
    assertThat(standing(DAY)).isEqualTo(new Standing(new Account(100, 401), false));
  }

  @Test
  void some_extra_money_is_lent_for_later_calls() {
    assertThat(lend("a", new Claim(DAY, 1_000, 200, 40))).isEqualTo(new Lent(Map.of(DAY, 240L)));
  }

  @Test
  void money_of_several_periods_is_lent_as_a_whole_or_not_at_all() {
    lend("a", claim(MONTH, 500, 500));
    assertThat(lend("b", claim(DAY, 1_000, 10), claim(MONTH, 500, 10)))
        .isEqualTo(new Refused(Set.of(MONTH)));
    assertThat(standing(DAY)).isEqualTo(new Standing(new Account(0, 0), false));
    assertThat(standing(MONTH).refused()).isTrue();
  }

  @Test
  void an_entry_sent_twice_counts_once() {
    lend("a", claim(DAY, 1_000, 600));
    var settlement = new Settlement(DAY, 100, 150, 450, 2_000);
    settle("a", 1, settlement);
    settle("a", 1, settlement);
    assertThat(standing(DAY).account()).isEqualTo(new Account(100, 450));
    settle("a", 2, settlement);
    assertThat(standing(DAY).account()).isEqualTo(new Account(200, 300));
    settle("b", 1, new Settlement(DAY, 7, 0, 0, 2_000));
    assertThat(standing(DAY).account()).isEqualTo(new Account(207, 300));
  }

  @Test
  void the_alert_of_a_period_goes_to_one_node_once() {
    assertThat(settle("a", 1, new Settlement(DAY, 799, 0, 0, 800))).isEmpty();
    assertThat(settle("b", 1, new Settlement(DAY, 1, 0, 0, 800)))
        .containsExactly(new Alert(DAY, 800));
    assertThat(settle("a", 2, new Settlement(DAY, 500, 0, 0, 800))).isEmpty();
    assertThat(settle("b", 2, new Settlement(SESSION, 900, 0, 0, 800)))
        .containsExactly(new Alert(SESSION, 900));
  }

  @Test
  void unused_money_of_a_dead_node_is_lent_again_and_the_rest_stays_spent() {
    lend("a", claim(DAY, 1_000, 1_000));
    settle("a", 1, new Settlement(DAY, 100, 100, 600, 2_000));
    assertThat(standing(DAY).account()).isEqualTo(new Account(100, 900));
    db.execute("UPDATE budget_lease SET expires_at = now() - interval '1 second'");
    assertThat(standing(DAY).account()).isEqualTo(new Account(100, 300));
    assertThat(lend("b", claim(DAY, 1_000, 601))).isInstanceOf(Refused.class);
    assertThat(lend("b", claim(DAY, 1_000, 600))).isInstanceOf(Lent.class);
    // it was not dead, only disconnected
    settle("a", 2, new Settlement(DAY, 300, 300, 0, 2_000));
    assertThat(standing(DAY).account()).isEqualTo(new Account(400, 600 + 600));
  }

  @Test
  void a_fully_returned_lease_is_deleted() {
    lend("a", claim(DAY, 1_000, 600));
    settle("a", 1, new Settlement(DAY, 0, 600, 0, 800));
    assertThat(db.count("budget_lease")).isZero();
    // money that was never lent can be spent all the same: the books had been unavailable
    settle("a", 2, new Settlement(DAY, 50, 0, 0, 800));
    assertThat(standing(DAY).account()).isEqualTo(new Account(50, 0));
  }

  @Test
  void tenants_and_periods_are_separate() {
    var other = new Period.Key(new TenantId("other"), BudgetScope.DAY, DAY.id());
    lend("a", claim(DAY, 1_000, 1_000));
    assertThat(lend("a", claim(other, 1_000, 1_000))).isInstanceOf(Lent.class);
    assertThat(get(accounts.standings(List.of(DAY, other, MONTH)))).containsOnlyKeys(DAY, other);
  }

  @Test
  void only_quiet_sessions_are_deleted() {
    lend("a", claim(SESSION, 1_000, 10), claim(DAY, 1_000, 10));
    settle("a", 1, new Settlement(SESSION, 5, 10, 0, 800));
    assertThat(get(accounts.forget(Duration.ofDays(1)))).isZero();
    db.execute("UPDATE budget_account SET updated_at = now() - interval '2 days'");
    assertThat(get(accounts.forget(Duration.ofDays(1)))).isEqualTo(1);
    assertThat(get(accounts.standings(List.of(SESSION, DAY)))).containsOnlyKeys(DAY);
  }
}
