package io.parley.sessions.quota;

import io.parley.core.fault.Stages;
import io.parley.core.quota.LentWindow;
import io.parley.core.quota.Loan;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaLender;
import io.parley.core.quota.Wish;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.SessionUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/// Tokens that models have used for one organisation on this node. They are reported to the lender,
/// and its answer tells for a moment whether some are left. Thread safe.
final class TokenCount {
  private static final long VALID = LentWindow.LOAN.toMillis();
  private static final QuotaKind KIND = QuotaKind.TOKENS;

  private final TenantId tenant;
  private final QuotaLender lender;
  private final LongSupplier millis;

  private long unreported;
  private long left;
  private long leftAt;
  private long validUntil = Long.MIN_VALUE;
  private CompletableFuture<Loan> question;

  TokenCount(TenantId tenant, QuotaLender lender, LongSupplier millis) {
    this.tenant = tenant;
    this.lender = lender;
    this.millis = millis;
  }

  synchronized void used(long tokens) {
    unreported += tokens;
  }

  /// Whether tokens are left.
  ///
  /// @return the quota, if it is used up; fails with [SessionUnavailable] if the lender does not
  ///   answer
  CompletionStage<Optional<Met>> check(long limit) {
    CompletableFuture<Loan> answer;
    synchronized (this) {
      long now = millis.getAsLong();
      if (now < validUntil) return CompletableFuture.completedStage(known(limit, now));
      answer = question != null ? question : ask(limit, now);
    }
    return answer.handle(
        (_, failure) -> {
          if (failure != null)
            throw new SessionUnavailable("the quota is unknown", Stages.cause(failure));
          synchronized (this) {
            return known(limit, millis.getAsLong());
          }
        });
  }

  private Optional<Met> known(long limit, long now) {
    if (left > unreported) return Optional.empty();
    // without a refusal by the lender yet, the tokens of this node have used the rest
    return Optional.of(new Met(KIND, limit, Duration.ofMillis(Math.max(1_000, leftAt - now))));
  }

  /// Under the lock.
  private CompletableFuture<Loan> ask(long limit, long now) {
    var mine = new CompletableFuture<Loan>();
    question = mine;
    long reported = unreported;
    unreported = 0;
    lender
        .lend(tenant, Wish.used(KIND, limit, reported))
        .whenComplete((loan, failure) -> answered(mine, reported, now, loan, failure));
    return mine;
  }

  private void answered(
      CompletableFuture<Loan> mine, long reported, long askedAt, Loan loan, Throwable failure) {
    synchronized (this) {
      question = null;
      if (failure != null) unreported += reported;
      else {
        left = loan.left();
        leftAt = askedAt + loan.retryAfter().toMillis();
        validUntil = left > 0 ? askedAt + VALID : Math.min(askedAt + VALID, leftAt);
      }
    }
    if (failure != null) mine.completeExceptionally(failure);
    else mine.complete(loan);
  }

  /// Reports the use, so that other nodes know. If that fails it is reported the next time.
  synchronized void report(long limit) {
    if (question != null || unreported == 0) return;
    var _ = ask(limit, millis.getAsLong());
  }
}
