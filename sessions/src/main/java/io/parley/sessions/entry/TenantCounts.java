package io.parley.sessions.entry;

import io.parley.core.limit.SlidingCount;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.limit.VisitorLimit.Decision;
import io.parley.core.limit.VisitorLimit.Granted;
import io.parley.core.limit.VisitorLimit.Scope;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/// Counts what each tenant does on this node, and grants its part of a limit that all tenants have.
/// Thread safe.
public final class TenantCounts {
  private final long max;
  private final Duration window;
  private final IntSupplier nodes;
  private final Map<TenantId, SlidingCount> counts = new ConcurrentHashMap<>();

  /// @param max of one tenant within the window
  /// @param nodes how many share the limit, asked each time; at least 1
  public TenantCounts(long max, Duration window, IntSupplier nodes) {
    this.max = max;
    this.window = window;
    this.nodes = nodes;
  }

  /// Counts one, unless it is refused.
  public Decision take(TenantId tenant, Instant now) {
    long part = Math.ceilDiv(max, nodes.getAsInt());
    var before = counts.computeIfAbsent(tenant, _ -> SlidingCount.empty(window));
    long used = before.within(now);
    if (used >= part)
      return new VisitorLimit.Refused(Scope.ALL, part, before.untilAtMost(part - 1, now));
    counts.merge(tenant, before.plus(1, now), (held, _) -> held.plus(1, now));
    return new Granted(part - 1 - used);
  }
}
