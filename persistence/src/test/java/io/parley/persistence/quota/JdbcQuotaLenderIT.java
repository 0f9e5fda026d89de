package io.parley.persistence.quota;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.quota.Loan;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.Wish;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.testing.MigratedDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two nodes, each with a pool of its own, borrow from one account.
class JdbcQuotaLenderIT {
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId OTHER = new TenantId("shop-2");

  private final MigratedDatabase db = MigratedDatabase.create();
  private final Database otherPool = Database.open(db.settings());
  private final JdbcQuotaLender first = new JdbcQuotaLender(db.database());
  private final JdbcQuotaLender second = new JdbcQuotaLender(otherPool);

  @AfterEach
  void close() {
    otherPool.close();
    db.close();
  }

  private static Wish turns(long limit, long ahead) {
    return Wish.permits(QuotaKind.TURNS, limit, ahead, Optional.empty());
  }

  @Test
  void nodes_that_ask_at_once_get_no_more_than_the_quota() {
    var loans = new ArrayList<CompletionStage<Loan>>();
    for (int i = 0; i < 60; i++) loans.add((i % 2 == 0 ? first : second).lend(SHOP, turns(50, 3)));
    long lent = loans.stream().mapToLong(loan -> get(loan).permits()).sum();
    assertThat(lent).isEqualTo(50);
    var refused = get(second.lend(SHOP, turns(50, 1)));
    assertThat(refused.permits()).isZero();
    assertThat(refused.retryAfter().toSeconds()).isBetween(30L, 63L);
  }

  @Test
  void what_a_node_was_lent_counts_after_its_death() {
    assertThat(get(second.lend(SHOP, turns(10, 10))).permits()).isEqualTo(10);
    otherPool.close();
    assertThat(get(first.lend(SHOP, turns(10, 1))).permits()).isZero();
  }

  @Test
  void returned_permits_are_lent_to_another_node() {
    var loan = get(first.lend(SHOP, turns(10, 10)));
    get(first.lend(SHOP, Wish.back(QuotaKind.TURNS, 10, new Wish.Unused(loan.slot(), 4))));
    assertThat(get(second.lend(SHOP, turns(10, 10))).permits()).isEqualTo(4);
  }

  @Test
  void organisations_and_kinds_have_accounts_of_their_own() {
    assertThat(get(first.lend(SHOP, turns(5, 5))).permits()).isEqualTo(5);
    assertThat(get(first.lend(OTHER, turns(5, 5))).permits()).isEqualTo(5);
    assertThat(get(first.lend(SHOP, Wish.permits(QuotaKind.SESSIONS, 5, 5, Optional.empty()))))
        .extracting(Loan::permits)
        .isEqualTo(5L);
    assertThat(get(first.lend(SHOP, Wish.used(QuotaKind.TOKENS, 100, 30))).left()).isEqualTo(70);
    assertThat(get(second.lend(SHOP, Wish.used(QuotaKind.TOKENS, 100, 80))).left()).isZero();
  }

  @Test
  void calls_at_once_are_those_of_all_nodes_that_live() {
    assertThat(get(first.hold(SHOP, "one", 2, 3))).isTrue();
    assertThat(get(second.hold(SHOP, "two", 1, 3))).isTrue();
    assertThat(get(second.hold(SHOP, "two", 2, 3))).isFalse();
    assertThat(get(first.hold(OTHER, "one", 3, 3))).isTrue();
    // fewer is accepted whatever the limit
    assertThat(get(first.hold(SHOP, "one", 1, 1))).isTrue();
    assertThat(get(second.hold(SHOP, "two", 2, 3))).isTrue();
    // a node that was silent
    db.execute("UPDATE quota_call SET expires_at = now() - interval '1 second' WHERE node = 'two'");
    assertThat(get(first.hold(SHOP, "one", 3, 3))).isTrue();
    assertThat(db.count("quota_call WHERE node = 'two'")).isZero();
    // it lives after all, and its calls with it
    get(second.renew(SHOP, "two", 2));
    assertThat(get(first.hold(SHOP, "one", 4, 4))).isFalse();
    get(second.renew(SHOP, "two", 0));
    assertThat(db.count("quota_call WHERE node = 'two'")).isZero();
  }

  @Test
  void calls_that_begin_at_once_are_within_the_limit() {
    var held = new ArrayList<CompletionStage<Boolean>>();
    for (int i = 0; i < 20; i++)
      held.add((i % 2 == 0 ? first : second).hold(SHOP, "node-" + i, 1, 7));
    assertThat(List.copyOf(held).stream().filter(each -> get(each))).hasSize(7);
  }
}
