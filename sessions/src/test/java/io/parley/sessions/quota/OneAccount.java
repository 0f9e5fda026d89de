package io.parley.sessions.quota;

import io.parley.core.quota.LentWindow;
import io.parley.core.quota.Loan;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaLender;
import io.parley.core.quota.Wish;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A lender in memory, by the same rule. Answers at once, unless the test holds them back.
final class OneAccount implements QuotaLender {
  private record Key(TenantId tenant, QuotaKind kind) {}

  final List<Wish> wishes = new ArrayList<>();
  long now;
  boolean isHeldBack;
  boolean isDown;
  int renewals;
  CompletionStage<Void> renewed = CompletableFuture.completedStage(null);
  private final Queue<Runnable> held = new ArrayDeque<>();
  private final Map<Key, LentWindow> windows = new HashMap<>();
  private final Map<String, Long> calls = new HashMap<>();

  @Override
  public CompletionStage<Loan> lend(TenantId tenant, Wish wish) {
    wishes.add(wish);
    if (isDown) return CompletableFuture.failedStage(new IllegalStateException("it is down"));
    var key = new Key(tenant, wish.kind());
    var answer =
        windows
            .getOrDefault(key, LentWindow.EMPTY)
            .answer(wish, Instant.ofEpochMilli(1_000_000_000_000L + now));
    windows.put(key, answer.after());
    var stage = new CompletableFuture<Loan>();
    if (isHeldBack) held.add(() -> stage.complete(answer.loan()));
    else stage.complete(answer.loan());
    return stage;
  }

  void answerAll() {
    isHeldBack = false;
    while (!held.isEmpty()) held.remove().run();
  }

  @Override
  public CompletionStage<Boolean> hold(TenantId tenant, String node, long wanted, long limit) {
    long others =
        calls.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(node))
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (wanted > calls.getOrDefault(node, 0L) && others + wanted > limit)
      return CompletableFuture.completedStage(false);
    calls.put(node, wanted);
    return CompletableFuture.completedStage(true);
  }

  @Override
  public CompletionStage<Void> renew(TenantId tenant, String node, long number) {
    renewals++;
    calls.put(node, number);
    return renewed;
  }

  /// The node was silent for too long.
  void forget(String node) {
    calls.remove(node);
  }
}
