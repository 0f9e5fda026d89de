package io.parley.sessions.quota;

import io.parley.core.quota.Loan;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaLender;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.quota.Wish;
import io.parley.core.tenant.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// The quotas of organisations, on this node
/// (docs/decisions/0125-usage-is-counted-from-the-journal-quotas-by-one-lender.md). An organisation
/// without a quota costs a look into a map. Thread safe.
public final class NodeQuotas {
  private static final CompletionStage<Optional<Met>> GRANTED =
      CompletableFuture.completedStage(Optional.empty());

  private final Plans plans;
  private final String node;
  private final QuotaLender lender;
  private final LongSupplier millis;
  private final Map<Key, Till> tills = new ConcurrentHashMap<>();
  private final Map<TenantId, TokenCount> tokens = new ConcurrentHashMap<>();
  private final Map<TenantId, CallCount> calls = new ConcurrentHashMap<>();

  private record Key(TenantId tenant, QuotaKind kind) {}

  /// @param defaults of organisations without a plan
  /// @param node unique to this start of the program
  /// @param millis a clock that never steps, of any origin
  public NodeQuotas(QuotaPlan defaults, String node, QuotaLender lender, LongSupplier millis) {
    this.plans = new Plans(defaults);
    this.node = node;
    this.lender = lender;
    this.millis = millis;
  }

  /// No organisation has a quota.
  public static NodeQuotas none() {
    return new NodeQuotas(QuotaPlan.NONE, "", new Nobody(), () -> 0);
  }

  /// Is never asked.
  private static final class Nobody implements QuotaLender {
    @Override
    public CompletionStage<Loan> lend(TenantId tenant, Wish wish) {
      throw new IllegalStateException("no organisation has a quota");
    }

    @Override
    public CompletionStage<Boolean> hold(TenantId tenant, String node, long calls, long limit) {
      throw new IllegalStateException("no organisation has a quota");
    }

    @Override
    public CompletionStage<Void> renew(TenantId tenant, String node, long calls) {
      throw new IllegalStateException("no organisation has a quota");
    }
  }

  /// The stored plans, when they have been read or have changed.
  public void plansAre(Map<TenantId, QuotaPlan> stored) {
    plans.are(stored);
  }

  /// The limit of the organisation, if there is one.
  public OptionalLong limit(TenantId tenant, QuotaKind kind) {
    return plans.limit(tenant, kind);
  }

  /// Takes a permit of a kind that has a window, or looks whether tokens are left.
  ///
  /// @return the quota, if it is used up; fails with [io.parley.sessions.SessionUnavailable] when
  ///   nobody knows
  public CompletionStage<Optional<Met>> take(TenantId tenant, QuotaKind kind) {
    var limit = plans.limit(tenant, kind);
    if (limit.isEmpty()) return GRANTED;
    return kind == QuotaKind.TOKENS
        ? tokens(tenant).check(limit.getAsLong())
        : till(tenant, kind).take(limit.getAsLong());
  }

  private Till till(TenantId tenant, QuotaKind kind) {
    return tills.computeIfAbsent(
        new Key(tenant, kind), key -> new Till(key.tenant(), key.kind(), lender, millis));
  }

  private TokenCount tokens(TenantId tenant) {
    return tokens.computeIfAbsent(tenant, key -> new TokenCount(key, lender, millis));
  }

  /// Models have used tokens. Never blocks.
  public void used(TenantId tenant, long amount) {
    if (amount > 0 && plans.limit(tenant, QuotaKind.TOKENS).isPresent())
      tokens(tenant).used(amount);
  }

  /// Counts one more call, until [#leaveCall]. Calls without a limit are counted, too: one may be
  /// set while they last.
  ///
  /// @return like [#take]
  public CompletionStage<Optional<Met>> takeCall(TenantId tenant) {
    return calls(tenant).take(plans.limit(tenant, QuotaKind.CALLS));
  }

  /// Counts a call that comes from another node, which counts it still, until [#leaveCall]. With
  /// all calls in use it would have no permit here, and end.
  public void addCall(TenantId tenant) {
    calls(tenant).add(plans.limit(tenant, QuotaKind.CALLS));
  }

  private CallCount calls(TenantId tenant) {
    return calls.computeIfAbsent(tenant, key -> new CallCount(key, node, lender));
  }

  /// A call that was counted is over.
  public void leaveCall(TenantId tenant) {
    calls.get(tenant).leave(plans.limit(tenant, QuotaKind.CALLS));
  }

  /// To be called every second or so: returns expired permits, and reports tokens.
  public void settle() {
    tills.forEach(
        (key, till) ->
            plans
                .limit(key.tenant(), key.kind())
                .ifPresentOrElse(till::giveBack, () -> tills.remove(key)));
    tokens.forEach(
        (tenant, count) ->
            plans
                .limit(tenant, QuotaKind.TOKENS)
                .ifPresentOrElse(count::report, () -> tokens.remove(tenant)));
  }

  /// To be called several times in [QuotaLender#HOLD_SECONDS]: keeps the calls of this node.
  public void renewCalls() {
    calls.forEach((tenant, count) -> count.renew(plans.limit(tenant, QuotaKind.CALLS)));
  }
}
