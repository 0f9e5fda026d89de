package io.parley.sessions.entry;

import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import io.parley.core.party.Party;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaLender;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.quota.Met;
import io.parley.sessions.quota.NodeQuotas;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The quotas of organisations, for every protocol: requests beyond them are refused with
/// [Refusal.Exceeded]. Stages fail with [Refused], or with [io.parley.sessions.SessionUnavailable]
/// when the rest is unknown. Thread safe.
public final class OrganisationQuotas {
  private static final CompletionStage<Void> GRANTED = CompletableFuture.completedStage(null);

  private final NodeQuotas quotas;
  private final StoppedTenants stopped;
  private final EntryMeter meter;

  OrganisationQuotas(NodeQuotas quotas, StoppedTenants stopped, EntryMeter meter) {
    this.quotas = quotas;
    this.stopped = stopped;
    this.meter = meter;
  }

  /// For the start of a session.
  CompletionStage<Void> session(TenantId tenant) {
    return take(tenant, QuotaKind.SESSIONS);
  }

  /// For a command: a customer's message opens a turn, or joins the next one.
  CompletionStage<Void> turn(TenantId tenant, SessionCommand command) {
    if (!(command instanceof SessionCommand.Say say) || say.by() != Party.CUSTOMER) return GRANTED;
    return take(tenant, QuotaKind.TOKENS).thenCompose(_ -> take(tenant, QuotaKind.TURNS));
  }

  /// For a file or document.
  public CompletionStage<Void> upload(TenantId tenant) {
    if (stopped.has(tenant)) return CompletableFuture.failedStage(notServed());
    return take(tenant, QuotaKind.UPLOADS);
  }

  /// Counts one more call. An organisation that is not served has none.
  ///
  /// @return to be run once, when the call is over or did not begin
  public CompletionStage<Runnable> call(TenantId tenant) {
    if (stopped.has(tenant)) return CompletableFuture.failedStage(notServed());
    return quotas
        .takeCall(tenant)
        .<Runnable>thenCompose(
            met ->
                met.isPresent()
                    ? CompletableFuture.failedStage(refused(met.get()))
                    : CompletableFuture.completedStage(() -> quotas.leaveCall(tenant)));
  }

  /// Counts a call that another node has left, and has counted so far, whatever the quota.
  ///
  /// @return as of [#call]
  public CompletionStage<Runnable> callFromAnotherNode(TenantId tenant) {
    if (stopped.has(tenant)) return CompletableFuture.failedStage(notServed());
    quotas.addCall(tenant);
    return CompletableFuture.completedStage(() -> quotas.leaveCall(tenant));
  }

  private CompletionStage<Void> take(TenantId tenant, QuotaKind kind) {
    if (quotas.limit(tenant, kind).isEmpty()) return GRANTED;
    return quotas.take(tenant, kind).thenCompose(this::granted);
  }

  private CompletionStage<Void> granted(Optional<Met> met) {
    return met.isPresent() ? CompletableFuture.failedStage(refused(met.get())) : GRANTED;
  }

  private Refused notServed() {
    meter.refused(Limit.ORGANISATION_STOPPED);
    return new Refused(new Refusal.Stopped());
  }

  private Refused refused(Met met) {
    var kind = met.kind();
    var limit = limit(kind);
    meter.refused(limit);
    // calls at once have no window: it is the time for which those of a silent node count
    var window = kind.window().orElse(Duration.ofSeconds(QuotaLender.HOLD_SECONDS));
    return new Refused(
        new Refusal.Exceeded(
            limit,
            detail(met),
            new Quota("organisation-" + kind.word(), met.limit(), window, 0, met.retryAfter())));
  }

  private static String detail(Met met) {
    var kind = met.kind();
    return kind.window()
        .map(
            window ->
                "the organisation's quota of %d %s in %d s is used up (expected: fewer, or a larger"
                        .formatted(met.limit(), kind.word(), Quota.seconds(window))
                    + " quota)")
        .orElseGet(
            () ->
                "the organisation has %d %s at once, as many as its quota allows (expected: fewer,"
                        .formatted(met.limit(), kind.word())
                    + " or a larger quota)");
  }

  private static Limit limit(QuotaKind kind) {
    return switch (kind) {
      case SESSIONS -> Limit.ORGANISATION_SESSIONS;
      case TURNS -> Limit.ORGANISATION_TURNS;
      case TOKENS -> Limit.ORGANISATION_TOKENS;
      case UPLOADS -> Limit.ORGANISATION_UPLOADS;
      case CALLS -> Limit.ORGANISATION_CALLS;
      case SEATS ->
          throw new IllegalStateException("seats are limited by the organisation's rules");
      case STORAGE -> throw new IllegalStateException("stored bytes are limited by the store");
    };
  }
}
