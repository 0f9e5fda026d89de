package io.parley.http.session;

import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.SlidingCount;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.limit.VisitorLimit.Granted;
import io.parley.core.limit.VisitorLimit.Refused;
import io.parley.core.tenant.TenantId;
import io.parley.http.limit.Refusals;
import io.parley.http.limit.VisitorCounts;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/// How many sessions strangers start, by address, by block and together, and each tenant. Anybody
/// may start one, so this is what stands between them and the database. Each node grants its part.
final class StartLimiter {
  /// The rest of what a tenant may start is left to its own staff and backend, in percent.
  private static final int STRANGERS_PERCENT = 80;

  private final StartSettings settings;
  private final Refusals refusals;
  private final IntSupplier nodes;
  private final VisitorCounts strangers;
  private final Map<TenantId, SlidingCount> tenants = new ConcurrentHashMap<>();

  /// @param nodes how many share the limits
  StartLimiter(StartSettings settings, Refusals refusals, IntSupplier nodes) {
    this.settings = settings;
    this.refusals = refusals;
    this.nodes = nodes;
    this.strangers =
        new VisitorCounts(
            new VisitorLimit(
                settings.perAddress(),
                // who lets one address do more means its block, too
                Math.max(settings.perAddress(), settings.perBlock()),
                Math.max(1, settings.perTenant() * (long) STRANGERS_PERCENT / 100),
                settings.window()),
            settings.addressesMax(),
            nodes);
  }

  /// Counts one start of a stranger.
  ///
  /// @return what is left
  /// @throws ProblemException when nothing was left
  Quota take(RemoteAddress from, Instant now) {
    return switch (strangers.take(from, 1, now)) {
      case Granted(long remaining) ->
          new Quota(
              "starts",
              strangers.limit().perAddress(),
              settings.window(),
              remaining,
              settings.window());
      case Refused refused -> throw refusal(refused);
    };
  }

  private ProblemException refusal(Refused refused) {
    return switch (refused.scope()) {
      case ADDRESS -> refusal(Limit.STARTS_PER_ADDRESS, "starts", " from one address", refused);
      case BLOCK -> refusal(Limit.STARTS_PER_BLOCK, "block-starts", " from one network", refused);
      case ALL -> refusal(Limit.STARTS_PER_TENANT, "tenant-starts", "", refused);
    };
  }

  private ProblemException refusal(Limit limit, String policy, String where, Refused refused) {
    refusals.count(limit);
    return new ProblemException(
        ProblemDetail.limited(
            "%d sessions in %d s%s (expected: fewer)"
                .formatted(refused.quota(), Quota.seconds(settings.window()), where),
            new Quota(policy, refused.quota(), settings.window(), 0, refused.retryAfter())));
  }

  /// How much of what strangers may start here is used, 0 to 1.
  double pressure(Instant now) {
    return strangers.pressure(now);
  }

  /// What to tell somebody who is to answer a challenge first, and need not when this is over.
  Quota quiet() {
    return new Quota(
        "starts", strangers.limit().perAddress(), settings.window(), 0, settings.window());
  }

  /// Counts one start of a tenant, whoever starts it.
  ///
  /// @throws ProblemException when nothing was left
  void take(TenantId tenant, Instant now) {
    int max = Math.ceilDiv(settings.perTenant(), nodes.getAsInt());
    var before = tenants.computeIfAbsent(tenant, _ -> SlidingCount.empty(settings.window()));
    if (before.within(now) >= max) {
      var wait = before.untilAtMost(max - 1, now);
      throw refusal(
          Limit.STARTS_PER_TENANT,
          "tenant-starts",
          "",
          new Refused(VisitorLimit.Scope.ALL, max, wait));
    }
    tenants.merge(tenant, before.plus(1, now), (held, _) -> held.plus(1, now));
  }
}
