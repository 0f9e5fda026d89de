package io.parley.core.quota;

import io.parley.core.tenant.TenantId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Lends calls to the one node there is, and no permits, unless a test has it lend some.
public class OnlyNode implements QuotaLender {
  @Override
  public CompletionStage<Loan> lend(TenantId tenant, Wish wish) {
    throw new AssertionError("no organisation has a quota of permits here");
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
