package io.parley.sessions.quota;

import io.parley.core.fault.Stages;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaLender;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.SessionUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Calls of one organisation on this node. Where they are limited, the lender knows their number;
/// it is told one change after the other. Thread safe.
final class CallCount {
  private static final Duration LATER = Duration.ofSeconds(5);

  private final TenantId tenant;
  private final String node;
  private final QuotaLender lender;
  private long calls;
  private boolean isTelling;
  private CompletionStage<?> told = CompletableFuture.completedStage(null);

  CallCount(TenantId tenant, String node, QuotaLender lender) {
    this.tenant = tenant;
    this.node = node;
    this.lender = lender;
  }

  /// Counts one more call.
  ///
  /// @return the quota, if it is used up; fails with [SessionUnavailable] if the lender does not
  ///   answer
  synchronized CompletionStage<Optional<Met>> take(OptionalLong limit) {
    if (limit.isEmpty()) {
      calls++;
      return CompletableFuture.completedStage(Optional.empty());
    }
    var answer = told.handle((_, _) -> null).thenCompose(_ -> ask(limit.getAsLong()));
    told = answer;
    return answer;
  }

  private CompletionStage<Optional<Met>> ask(long limit) {
    return lender
        .hold(tenant, node, now() + 1, limit)
        .handle(
            (held, failure) -> {
              if (failure != null)
                throw new SessionUnavailable("the quota is unknown", Stages.cause(failure));
              if (!held) return Optional.of(new Met(QuotaKind.CALLS, limit, LATER));
              synchronized (this) {
                calls++;
              }
              return Optional.empty();
            });
  }

  private synchronized long now() {
    return calls;
  }

  /// Counts one more call, whatever the limit.
  synchronized void add(OptionalLong limit) {
    calls++;
    if (limit.isPresent()) tell();
  }

  /// One call is over.
  synchronized void leave(OptionalLong limit) {
    calls--;
    if (limit.isPresent()) tell();
  }

  /// Says that this node and its calls live. A failure is repaired by the next time.
  synchronized void renew(OptionalLong limit) {
    if (limit.isPresent() && calls > 0) tell();
  }

  /// Once, however many changes wait for the lender's earlier answers: new calls wait behind them.
  private void tell() {
    if (isTelling) return;
    isTelling = true;
    told = told.handle((_, _) -> null).thenCompose(_ -> lender.renew(tenant, node, toTell()));
  }

  private synchronized long toTell() {
    isTelling = false;
    return calls;
  }
}
