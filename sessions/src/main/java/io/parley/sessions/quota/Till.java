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

/// Permits of one organisation and kind that this node was lent. They are used until the loan
/// expires, counted from the moment of the question. One question is under way at a time; others
/// wait for its answer. The next loan is as large as the use of the last one, and twice that where
/// it did not suffice. Thread safe.
final class Till {
  /// More are refused for a moment.
  private static final int WAITING_MAX = 1_000;

  /// A loan takes a part of the window at most, so that some is left for other nodes.
  private static final int PARTS = 10;

  private static final long LOAN = LentWindow.LOAN.toMillis();
  private static final Duration SOON = Duration.ofSeconds(1);

  private final TenantId tenant;
  private final QuotaKind kind;
  private final QuotaLender lender;
  private final LongSupplier millis;

  private long slot;
  private long permits;
  private long taken;
  private long validUntil = Long.MIN_VALUE;
  private long refusedUntil = Long.MIN_VALUE;
  private long leftAt;
  private long askedAt;
  private long ahead = 1;
  private int waiting;
  private CompletableFuture<Loan> question;

  /// @param millis a clock that never steps, of any origin
  Till(TenantId tenant, QuotaKind kind, QuotaLender lender, LongSupplier millis) {
    this.tenant = tenant;
    this.kind = kind;
    this.lender = lender;
    this.millis = millis;
  }

  /// Takes one permit.
  ///
  /// @return the quota, if it is used up; fails with [SessionUnavailable] if the lender does not
  ///   answer in time
  CompletionStage<Optional<Met>> take(long limit) {
    CompletableFuture<Loan> answer;
    synchronized (this) {
      long now = millis.getAsLong();
      if (takesLent(now)) return granted();
      if (now < refusedUntil) return met(limit, Duration.ofMillis(leftAt - now));
      if (waiting >= WAITING_MAX) return met(limit, SOON);
      waiting++;
      answer = question != null ? question : ask(limit, now);
    }
    return answer
        .handle(
            (_, failure) -> {
              synchronized (this) {
                waiting--;
              }
              if (failure != null)
                throw new SessionUnavailable("the quota is unknown", Stages.cause(failure));
              return null;
            })
        .thenCompose(_ -> take(limit));
  }

  private static CompletionStage<Optional<Met>> granted() {
    return CompletableFuture.completedStage(Optional.empty());
  }

  private CompletionStage<Optional<Met>> met(long limit, Duration wait) {
    return CompletableFuture.completedStage(Optional.of(new Met(kind, limit, wait)));
  }

  private boolean takesLent(long now) {
    if (permits == 0 || now >= validUntil) return false;
    permits--;
    taken++;
    return true;
  }

  /// Under the lock. Expired permits go back with the question.
  private CompletableFuture<Loan> ask(long limit, long now) {
    var unused = unused();
    // the loan was used up before it expired, or not at all
    ahead = permits == 0 && taken > 0 && now < validUntil ? 2 * taken : Math.max(1, taken);
    nothingLent();
    askedAt = now;
    long most = Math.max(1, limit / PARTS);
    var mine = new CompletableFuture<Loan>();
    question = mine;
    lender
        .lend(tenant, Wish.permits(kind, limit, Math.min(most, ahead), unused))
        .whenComplete((loan, failure) -> answered(mine, loan, failure));
    return mine;
  }

  private Optional<Wish.Unused> unused() {
    return permits == 0 ? Optional.empty() : Optional.of(new Wish.Unused(slot, permits));
  }

  private void nothingLent() {
    permits = 0;
    taken = 0;
    validUntil = Long.MIN_VALUE;
  }

  private void answered(CompletableFuture<Loan> mine, Loan loan, Throwable failure) {
    Optional<Throwable> late = Optional.ofNullable(failure);
    synchronized (this) {
      question = null;
      if (loan != null) {
        long now = millis.getAsLong();
        slot = loan.slot();
        permits = loan.permits();
        validUntil = askedAt + LOAN;
        if (permits == 0) refused(now, loan.retryAfter().toMillis());
        else if (now >= validUntil)
          late = Optional.of(new IllegalStateException("the loan expired on its way"));
      }
    }
    late.ifPresentOrElse(mine::completeExceptionally, () -> mine.complete(loan));
  }

  /// The lender is asked again after a second at most: other nodes may return permits.
  private void refused(long now, long wait) {
    leftAt = now + Math.max(1, wait);
    refusedUntil = Math.min(leftAt, now + SOON.toMillis());
  }

  /// Returns expired permits, so that other nodes get them. If that fails they count as used.
  ///
  /// @param limit of the organisation now
  void giveBack(long limit) {
    Wish.Unused unused;
    synchronized (this) {
      if (question != null || permits == 0 || millis.getAsLong() < validUntil) return;
      unused = new Wish.Unused(slot, permits);
      permits = 0;
    }
    lender.lend(tenant, Wish.back(kind, limit, unused));
  }
}
