package io.parley.core.money;

import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// The books of all nodes: usage, money spent, money lent.
public interface Accounts {

  /// A node's request for money of one period.
  ///
  /// @param need for a call; @param ahead for later calls, if there is enough
  record Claim(Period.Key period, long limitMicros, long need, long ahead) {}

  sealed interface Answer {}

  /// The money lent, by period.
  record Lent(Map<Period.Key, Long> micros) implements Answer {}

  /// Nothing was lent, because these periods have too little left.
  record Refused(Set<Period.Key> periods) implements Answer {}

  /// Lends the needed money of every period, or nothing. If the stage fails, the money may have
  /// been lent nevertheless; it then counts as lent until the period is over.
  ///
  /// @param claims of one tenant, at least one
  CompletionStage<Answer> lend(String node, List<Claim> claims);

  /// A node's use of one period's money since its previous posting.
  ///
  /// @param released lent money that was spent or given back
  /// @param idle unused money that it still holds: when the node dies, others get it
  /// @param alertMicros spent amount from which on people are alerted, once
  record Settlement(Period.Key period, long spent, long released, long idle, long alertMicros) {}

  /// A node's entries, stored atomically.
  ///
  /// @param number 1, 2, 3 … by node; a repeated number changes nothing
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

  /// A period that reached its alert with this posting; reported by no other posting.
  record Alert(Period.Key period, long spentMicros) {}

  CompletionStage<List<Alert>> post(Posting posting);

  /// The state of a period.
  ///
  /// @param refused whether the last request for money was refused
  record Standing(Account account, boolean refused) {
    public static final Standing NONE = new Standing(new Account(0, 0), false);
  }

  /// Periods without activity are missing.
  CompletionStage<Map<Period.Key, Standing>> standings(Collection<Period.Key> periods);

  CompletionStage<UsageReport> usage(UsageQuery query);

  CompletionStage<List<Forecast.Spending>> spending(
      TenantId tenant, String currency, Instant since);

  /// Deletes sessions' periods without activity for this time, and those of tools after two days.
  CompletionStage<Integer> forget(Duration quiet);
}
