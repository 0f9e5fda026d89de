package io.parley.core.money;

import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// The books of all nodes: what was used, what was spent, what is lent.
public interface Accounts {

  /// What a node asks for of one period.
  ///
  /// @param need for a call; @param ahead for those after it, if there is enough
  record Claim(Period.Key period, long limitMicros, long need, long ahead) {}

  sealed interface Answer {}

  /// All of it, by period.
  record Lent(Map<Period.Key, Long> micros) implements Answer {}

  /// Nothing of it, for lack of money in these.
  record Refused(Set<Period.Key> periods) implements Answer {}

  /// Either lends what is needed of every period or nothing of any. When the stage fails it may
  /// have been lent all the same; it then counts as lent until the period is over.
  ///
  /// @param claims of one tenant, at least one
  CompletionStage<Answer> lend(String node, List<Claim> claims);

  /// What a node has done with one period's money since its posting before.
  ///
  /// @param released of what it was lent, spent or given back
  /// @param idle of what it still holds, in nobody's use: when the node dies, others get it
  /// @param alertMicros from so much spent on people are to be told, once
  record Settlement(Period.Key period, long spent, long released, long idle, long alertMicros) {}

  /// A node's entries, whole or not at all.
  ///
  /// @param number 1, 2, 3 … by node; one that is known already changes nothing
  /// @param currency of all costs
  record Posting(
      String node,
      long number,
      String currency,
      Map<UsageKey, UsageSum> usage,
      List<Settlement> settlements) {
    public Posting {
      usage = Map.copyOf(usage);
      settlements = List.copyOf(settlements);
    }
  }

  /// A period that reached its alert with this posting; no other posting tells of it.
  record Alert(Period.Key period, long spentMicros) {}

  CompletionStage<List<Alert>> post(Posting posting);

  /// How a period stands.
  ///
  /// @param refused whether the last call that asked was refused
  record Standing(Account account, boolean refused) {
    public static final Standing NONE = new Standing(new Account(0, 0), false);
  }

  /// Periods in which nothing happened are missing.
  CompletionStage<Map<Period.Key, Standing>> standings(Collection<Period.Key> periods);

  CompletionStage<UsageReport> usage(UsageQuery query);

  CompletionStage<List<Forecast.Spending>> spending(
      TenantId tenant, String currency, Instant since);

  /// Sessions' periods in which nothing happened for so long are forgotten.
  CompletionStage<Integer> forget(Duration quiet);
}
