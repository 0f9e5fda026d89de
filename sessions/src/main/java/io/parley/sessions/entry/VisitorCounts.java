package io.parley.sessions.entry;

import io.parley.core.limit.AddressBlock;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.SlidingCount;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.limit.VisitorLimit.Counts;
import io.parley.core.limit.VisitorLimit.Decision;
import io.parley.core.limit.VisitorLimit.Granted;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;

/// Counts what visitors do on this node, and grants its part of their quota. Bounded: the address
/// that was quiet for longest is forgotten first. Thread safe.
public final class VisitorCounts {
  private final VisitorLimit limit;
  private final IntSupplier nodes;
  private final Recent<RemoteAddress, SlidingCount> addresses;
  private final Recent<AddressBlock, SlidingCount> blocks;
  private final SlidingCount none;
  private SlidingCount all;

  /// @param addressesMax that are counted, and as many blocks
  /// @param nodes how many share the limit, asked each time; at least 1
  public VisitorCounts(VisitorLimit limit, int addressesMax, IntSupplier nodes) {
    this.limit = limit;
    this.nodes = nodes;
    // after two windows nothing of a count is left
    this.addresses = new Recent<>(addressesMax, limit.window().multipliedBy(2));
    this.blocks = new Recent<>(addressesMax, limit.window().multipliedBy(2));
    this.none = SlidingCount.empty(limit.window());
    this.all = none;
  }

  /// This node's part of the limit, given the current number of nodes.
  VisitorLimit limit() {
    return limit.ofOneOf(nodes.getAsInt());
  }

  /// The window of the limit.
  public Duration window() {
    return limit.window();
  }

  /// Counts an amount, unless it is refused.
  public synchronized Decision take(RemoteAddress from, long amount, Instant now) {
    var ofAddress = addresses.find(from, now).orElse(none);
    var ofBlock = blocks.find(from.block(), now).orElse(none);
    // a refused address is not quiet: it is kept as well
    addresses.put(from, ofAddress, now);
    blocks.put(from.block(), ofBlock, now);
    var decision = limit().ask(new Counts(ofAddress, ofBlock, all, blocks.size()), now);
    if (decision instanceof Granted) {
      addresses.put(from, ofAddress.plus(amount, now), now);
      blocks.put(from.block(), ofBlock.plus(amount, now), now);
      all = all.plus(amount, now);
    }
    return decision;
  }

  /// How much of the quota for all is used, 0 to 1.
  synchronized double pressure(Instant now) {
    return all.within(now) / (double) limit().all();
  }
}
