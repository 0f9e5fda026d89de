package io.parley.http.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.core.limit.SlidingCount;
import io.parley.core.tenant.TenantId;
import io.parley.http.limit.Limit;
import io.parley.http.limit.Refusals;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.Quota;
import io.parley.http.route.RemoteAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many sessions each address starts, and each tenant. Anybody may start one, so this is what
/// stands between them and the database. Counted on each node for itself.
final class StartLimiter {
  private final StartSettings settings;
  private final Refusals refusals;
  private final Cache<RemoteAddress, SlidingCount> counts;
  private final Map<TenantId, SlidingCount> tenants = new ConcurrentHashMap<>();

  StartLimiter(StartSettings settings, Refusals refusals) {
    this.settings = settings;
    this.refusals = refusals;
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(settings.addressesMax())
            // two windows later nothing of a count is left
            .expireAfterWrite(settings.window().multipliedBy(2))
            .build();
  }

  /// Counts one start from an address.
  ///
  /// @return what is left
  /// @throws ProblemException when nothing was left
  Quota take(RemoteAddress from, Instant now) {
    var before = counts.get(from, _ -> SlidingCount.empty(settings.window()));
    if (before.within(now) >= settings.perAddress()) {
      refusals.count(Limit.STARTS_PER_ADDRESS);
      throw new ProblemException(
          ProblemDetail.limited(
              "%d sessions in %d s from one address (expected: fewer)"
                  .formatted(settings.perAddress(), Quota.seconds(settings.window())),
              quota(0, before.untilAtMost(settings.perAddress() - 1, now))));
    }
    var after = counts.asMap().merge(from, before.plus(1, now), (held, _) -> held.plus(1, now));
    return quota(Math.max(0, settings.perAddress() - after.within(now)), settings.window());
  }

  /// Counts one start of a tenant, whoever starts it.
  ///
  /// @throws ProblemException when nothing was left
  void take(TenantId tenant, Instant now) {
    var before = tenants.computeIfAbsent(tenant, _ -> SlidingCount.empty(settings.window()));
    if (before.within(now) >= settings.perTenant()) {
      refusals.count(Limit.STARTS_PER_TENANT);
      var reset = before.untilAtMost(settings.perTenant() - 1, now);
      throw new ProblemException(
          ProblemDetail.limited(
              "%d sessions in %d s (expected: fewer)"
                  .formatted(settings.perTenant(), Quota.seconds(settings.window())),
              new Quota("tenant-starts", settings.perTenant(), settings.window(), 0, reset)));
    }
    tenants.merge(tenant, before.plus(1, now), (held, _) -> held.plus(1, now));
  }

  private Quota quota(long remaining, Duration reset) {
    return new Quota("starts", settings.perAddress(), settings.window(), remaining, reset);
  }
}
