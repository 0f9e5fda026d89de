package io.parley.tools.money;

import io.parley.core.money.Account;
import io.parley.core.money.Accounts;
import io.parley.core.money.Forecast;
import io.parley.core.money.Period;
import io.parley.core.money.UsageKey;
import io.parley.core.money.UsageQuery;
import io.parley.core.money.UsageReport;
import io.parley.core.money.UsageSum;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Books by the rules of core, which can be away or slow. Entries that are lost on their way back
/// are there all the same.
public final class InMemoryAccounts implements Accounts {
  final Map<Period.Key, Account> accounts = new HashMap<>();
  final Map<UsageKey, UsageSum> usage = new HashMap<>();
  final List<CompletableFuture<Answer>> held = new ArrayList<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final Set<Period.Key> alerted = new HashSet<>();
  public int asked;
  int posted;
  public boolean away;
  boolean answersLost;
  boolean slow;

  @Override
  public synchronized CompletionStage<Answer> lend(String node, List<Claim> claims) {
    asked++;
    if (away) return CompletableFuture.failedStage(new IllegalStateException("away"));
    var answer = CompletableFuture.completedFuture(lend(claims));
    if (!slow) return answer;
    var later = new CompletableFuture<Answer>();
    held.add(later);
    return later.thenCombine(answer, (_, found) -> found);
  }

  private Answer lend(List<Claim> claims) {
    var lent = new HashMap<Period.Key, Long>();
    var refused = new HashSet<Period.Key>();
    for (var claim : claims) {
      var micros = account(claim.period()).lend(claim.limitMicros(), claim.need(), claim.ahead());
      if (micros.isEmpty()) refused.add(claim.period());
      else lent.put(claim.period(), micros.getAsLong());
    }
    if (!refused.isEmpty()) return new Refused(refused);
    lent.forEach((period, micros) -> change(period, 0, micros));
    return new Lent(lent);
  }

  /// Lets those go on who wait for money.
  synchronized void answer() {
    slow = false;
    held.forEach(waiting -> waiting.complete(new Refused(Set.of())));
    held.clear();
  }

  synchronized Account account(Period.Key period) {
    return accounts.getOrDefault(period, new Account(0, 0));
  }

  private void change(Period.Key period, long spent, long leased) {
    var before = account(period);
    accounts.put(period, new Account(before.spentMicros() + spent, before.leasedMicros() + leased));
  }

  @Override
  public synchronized CompletionStage<List<Alert>> post(Posting posting) {
    if (away) return CompletableFuture.failedStage(new IllegalStateException("away"));
    var alerts = new ArrayList<Alert>();
    if (numbers.getOrDefault(posting.node(), 0L) < posting.number()) {
      posted++;
      numbers.put(posting.node(), posting.number());
      posting.usage().forEach((key, sum) -> usage.merge(key, sum, UsageSum::plus));
      for (var settlement : posting.settlements()) {
        change(settlement.period(), settlement.spent(), -settlement.released());
        long spent = account(settlement.period()).spentMicros();
        if (spent >= settlement.alertMicros() && alerted.add(settlement.period()))
          alerts.add(new Alert(settlement.period(), spent));
      }
    }
    if (answersLost) return CompletableFuture.failedStage(new IllegalStateException("lost"));
    return CompletableFuture.completedStage(alerts);
  }

  synchronized UsageSum used() {
    return usage.values().stream().reduce(UsageSum.NONE, UsageSum::plus);
  }

  synchronized UsageSum used(String model) {
    return usage.entrySet().stream()
        .filter(entry -> entry.getKey().model().equals(model))
        .map(Map.Entry::getValue)
        .reduce(UsageSum.NONE, UsageSum::plus);
  }

  @Override
  public CompletionStage<Map<Period.Key, Standing>> standings(Collection<Period.Key> periods) {
    throw new UnsupportedOperationException("nobody asks here");
  }

  @Override
  public CompletionStage<UsageReport> usage(UsageQuery query) {
    throw new UnsupportedOperationException("nobody asks here");
  }

  @Override
  public CompletionStage<List<Forecast.Spending>> spending(
      TenantId tenant, String currency, Instant since) {
    throw new UnsupportedOperationException("nobody asks here");
  }

  @Override
  public CompletionStage<Integer> forget(Duration quiet) {
    return CompletableFuture.completedStage(0);
  }
}
