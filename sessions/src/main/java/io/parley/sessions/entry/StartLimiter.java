package io.parley.sessions.entry;

import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.limit.VisitorLimit.Granted;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.function.IntSupplier;

/// Limits how many sessions visitors start, by address, by block and together for each tenant, and
/// each tenant. Anybody may start one, so this protects the database. Each node grants its part.
/// Thread safe.
final class StartLimiter {
  /// Percentage of a tenant's starts for visitors; the rest is left to its own staff and backend.
  private static final int VISITORS_PERCENT = 80;

  private final EntrySettings.Starts settings;
  private final EntryMeter meter;
  private final VisitorCounts visitors;
  private final TenantCounts tenants;

  /// @param nodes how many share the limits
  StartLimiter(EntrySettings.Starts settings, EntryMeter meter, IntSupplier nodes) {
    this.settings = settings;
    this.meter = meter;
    this.tenants = new TenantCounts(settings.perTenant(), settings.window(), nodes);
    this.visitors =
        new VisitorCounts(
            new VisitorLimit(
                settings.perAddress(),
                // a larger limit for one address raises its block's as well
                Math.max(settings.perAddress(), settings.perBlock()),
                Math.max(1, settings.perTenant() * (long) VISITORS_PERCENT / 100),
                settings.window()),
            settings.addressesMax(),
            nodes);
  }

  /// Counts one start of a visitor.
  ///
  /// @param tenant whose visitor it is
  /// @return the starts that are left
  /// @throws Refused when nothing was left
  Quota take(TenantId tenant, RemoteAddress from, Instant now) {
    return switch (visitors.take(tenant, from, 1, now)) {
      case Granted(long remaining) -> starts(remaining);
      case VisitorLimit.Refused refused -> throw refusal(refused);
    };
  }

  private Refused refusal(VisitorLimit.Refused refused) {
    return switch (refused.scope()) {
      case ADDRESS -> refusal(Limit.STARTS_PER_ADDRESS, "starts", " from one address", refused);
      case BLOCK -> refusal(Limit.STARTS_PER_BLOCK, "block-starts", " from one network", refused);
      case ALL -> refusal(Limit.STARTS_PER_TENANT, "tenant-starts", "", refused);
    };
  }

  private Refused refusal(Limit limit, String policy, String where, VisitorLimit.Refused refused) {
    meter.refused(limit);
    return new Refused(
        new Refusal.Exceeded(
            limit,
            "%d sessions in %d s%s (expected: fewer)"
                .formatted(refused.quota(), Quota.seconds(settings.window()), where),
            new Quota(policy, refused.quota(), settings.window(), 0, refused.retryAfter())));
  }

  /// How much of what visitors of a tenant may start here is used, 0 to 1.
  double pressure(TenantId tenant, Instant now) {
    return visitors.pressure(tenant, now);
  }

  /// The quota of a visitor who prefers to wait.
  Quota quiet() {
    return starts(0);
  }

  private Quota starts(long remaining) {
    return new Quota(
        "starts", visitors.limit().perAddress(), settings.window(), remaining, settings.window());
  }

  /// Counts one start of a tenant, whoever starts it.
  ///
  /// @throws Refused when nothing was left
  void take(TenantId tenant, Instant now) {
    if (tenants.take(tenant, now) instanceof VisitorLimit.Refused refused) throw refusal(refused);
  }
}
