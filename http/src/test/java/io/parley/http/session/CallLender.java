package io.parley.http.session;

import io.parley.core.quota.Loan;
import io.parley.core.quota.QuotaLender;
import io.parley.core.quota.Wish;
import io.parley.core.tenant.TenantId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Lends calls at once to the only node there is, and nothing else.
final class CallLender implements QuotaLender {
  @Override
  public CompletionStage<Loan> lend(TenantId tenant, Wish wish) {
    throw new AssertionError("only calls have a quota here");
  }

  @Override
  public CompletionStage<Boolean> hold(TenantId tenant, String node, long calls, long limit) {
    return CompletableFuture.completedStage(calls <= limit);
  }

  @Override
  public CompletionStage<Void> renew(TenantId tenant, String node, long calls) {
    return CompletableFuture.completedStage(null);
  }
}
