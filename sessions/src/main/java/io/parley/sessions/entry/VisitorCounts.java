package io.parley.sessions.entry;

import io.parley.core.limit.AddressBlock;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.SlidingCount;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.limit.VisitorLimit.Counts;
import io.parley.core.limit.VisitorLimit.Decision;
import io.parley.core.limit.VisitorLimit.Granted;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/// Counts what visitors do on this node, and grants its part of their quota. Addresses and blocks
/// are counted over all organisations; the limit in all is each one's own, so that a crowd at one
/// takes nothing from the visitors of another. Bounded: the address that was quiet for longest is
/// forgotten first. Thread safe.
public final class VisitorCounts {
  private final VisitorLimit limit;
  private final IntSupplier nodes;
  private final Recent<RemoteAddress, SlidingCount> addresses;
  private final Recent<AddressBlock, SlidingCount> blocks;
  private final SlidingCount none;
  private final Map<TenantId, SlidingCount> all = new HashMap<>();

  /// @param addressesMax that are counted, and as many blocks
  /// @param nodes how many share the limit, asked each time; at least 1
  public VisitorCounts(VisitorLimit limit, int addressesMax, IntSupplier nodes) {
    this.limit = limit;
    this.nodes = nodes;
    // after two windows nothing of a count is left
    this.addresses = new Recent<>(addressesMax, limit.window().multipliedBy(2));
    this.blocks = new Recent<>(addressesMax, limit.window().multipliedBy(2));
    this.none = SlidingCount.empty(limit.window());
  }

  /// This node's part of the limit, given the current number of nodes.
  VisitorLimit limit() {
    return limit.ofOneOf(nodes.getAsInt());
  }

  /// The window of the limit.
  public Duration window() {
    return limit.window();
  }

  /// Counts an amount that concerns no single organisation, unless it is refused.
  public Decision take(RemoteAddress from, long amount, Instant now) {
    return take(TenantId.PLATFORM, from, amount, now);
  }

  /// Counts an amount, unless it is refused.
  ///
  /// @param tenant whose visitor it is
  synchronized Decision take(TenantId tenant, RemoteAddress from, long amount, Instant now) {
    var ofAddress = addresses.find(from, now).orElse(none);
    var ofBlock = blocks.find(from.block(), now).orElse(none);
    // a refused address is not quiet: it is kept as well
    addresses.put(from, ofAddress, now);
    blocks.put(from.block(), ofBlock, now);
    var ofAll = all.getOrDefault(tenant, none);
    var decision = limit().ask(new Counts(ofAddress, ofBlock, ofAll, blocks.size()), now);
    if (decision instanceof Granted) {
      addresses.put(from, ofAddress.plus(amount, now), now);
      blocks.put(from.block(), ofBlock.plus(amount, now), now);
      all.put(tenant, ofAll.plus(amount, now));
    }
    return decision;
  }

  /// How much of the quota for all visitors of a tenant is used, 0 to 1.
  synchronized double pressure(TenantId tenant, Instant now) {
    return all.getOrDefault(tenant, none).within(now) / (double) limit().all();
  }
}
