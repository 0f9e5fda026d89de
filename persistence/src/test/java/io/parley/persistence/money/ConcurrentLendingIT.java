package io.parley.persistence.money;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.money.Account;
import io.parley.core.money.Accounts;
import io.parley.core.money.Accounts.Claim;
import io.parley.core.money.Accounts.Lent;
import io.parley.core.money.Accounts.Posting;
import io.parley.core.money.Accounts.Settlement;
import io.parley.core.money.Period;
import io.parley.persistence.database.Database;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Two nodes, each with a pool of its own, and fifty concurrent spenders.
class ConcurrentLendingIT {
  private static final long DAY_LIMIT = 50_000;
  private static final long MONTH_LIMIT = 60_000;
  private static final int TAKERS = 50;
  private static final int CALLS = 20;

  @Test
  void fifty_spenders_on_two_nodes_never_hold_more_than_the_limit() throws Exception {
    try (var db = MigratedDatabase.create();
        var far = Database.open(db.settings());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var purse = new AtomicLong();
      var most = new AtomicLong();
      var paid = new AtomicLong();
      var refused = new AtomicInteger();
      var nodes = List.of(new Node("a", db.database()), new Node("b", far));
      var takers =
          IntStream.range(0, TAKERS)
              .<Callable<Void>>mapToObj(
                  taker ->
                      () -> {
                        var random = new Random(taker);
                        var node = nodes.get(taker % 2);
                        for (int call = 0; call < CALLS; call++) {
                          long need = 1 + random.nextLong(400);
                          long lent = node.lend(need);
                          if (lent == 0) {
                            refused.incrementAndGet();
                            continue;
                          }
                          most.accumulateAndGet(purse.addAndGet(lent), Math::max);
                          long cost = random.nextLong(need + 1);
                          // before the books do, so that the sum here is never too high
                          purse.addAndGet(cost - lent);
                          paid.addAndGet(cost);
                          node.settle(cost, lent);
                        }
                        return null;
                      })
              .toList();
      for (var taker : threads.invokeAll(takers)) taker.get();

      assertThat(refused).as("the limit was met").hasPositiveValue();
      assertThat(most.get()).isLessThanOrEqualTo(DAY_LIMIT);
      assertThat(paid.get()).isLessThanOrEqualTo(DAY_LIMIT).isGreaterThan(DAY_LIMIT * 9 / 10);
      var accounts = new JdbcAccounts(db.database(), Duration.ofMinutes(1));
      var standings = get(accounts.standings(List.of(JdbcAccountsIT.DAY, JdbcAccountsIT.MONTH)));
      for (var period : List.of(JdbcAccountsIT.DAY, JdbcAccountsIT.MONTH))
        assertThat(standings.get(period).account()).isEqualTo(new Account(paid.get(), 0));
      assertThat(nodes.get(0).alerts.get() + nodes.get(1).alerts.get()).isEqualTo(2);
    }
  }

  /// One node's access to the books: it posts one entry after the other.
  private static final class Node {
    final AtomicInteger alerts = new AtomicInteger();
    private final String name;
    private final Accounts accounts;
    private long number;

    Node(String name, Database database) {
      this.name = name;
      this.accounts = new JdbcAccounts(database, Duration.ofMinutes(1));
    }

    /// @return the amount lent of both periods; 0 when refused
    long lend(long need) {
      var answer =
          get(
              accounts.lend(
                  name,
                  // in the wrong order: the books must sort the claims
                  List.of(
                      claim(JdbcAccountsIT.MONTH, MONTH_LIMIT, need),
                      claim(JdbcAccountsIT.DAY, DAY_LIMIT, need))));
      return answer instanceof Lent ? need : 0;
    }

    private static Claim claim(Period.Key period, long limit, long need) {
      return new Claim(period, limit, need, 0);
    }

    synchronized void settle(long cost, long lent) {
      var settlements =
          List.of(
              new Settlement(JdbcAccountsIT.DAY, cost, lent, 0, DAY_LIMIT * 8 / 10),
              new Settlement(JdbcAccountsIT.MONTH, cost, lent, 0, MONTH_LIMIT * 6 / 10));
      alerts.addAndGet(
          get(accounts.post(new Posting(name, ++number, "EUR", Map.of(), settlements))).size());
    }
  }
}
