package io.parley.http.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.core.limit.AddressBlock;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.SlidingCount;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.limit.VisitorLimit.Counts;
import io.parley.core.limit.VisitorLimit.Decision;
import io.parley.core.limit.VisitorLimit.Granted;
import java.time.Instant;
import java.util.function.IntSupplier;

/// Counts what strangers do on this node, and grants its part of what they may. Bounded: the
/// address that was quiet for longest is forgotten first. Thread safe.
public final class VisitorCounts {
  private final VisitorLimit limit;
  private final IntSupplier nodes;
  private final Cache<RemoteAddress, SlidingCount> addresses;
  private final Cache<AddressBlock, SlidingCount> blocks;
  private final SlidingCount none;
  private SlidingCount all;

  /// @param addressesMax that are counted, and as many blocks
  /// @param nodes how many share the limit, asked each time; at least 1
  public VisitorCounts(VisitorLimit limit, int addressesMax, IntSupplier nodes) {
    this.limit = limit;
    this.nodes = nodes;
    this.addresses = counts(limit, addressesMax);
    this.blocks = counts(limit, addressesMax);
    this.none = SlidingCount.empty(limit.window());
    this.all = none;
  }

  private static <K> Cache<K, SlidingCount> counts(VisitorLimit limit, int max) {
    return Caffeine.newBuilder()
        .maximumSize(max)
        // two windows later nothing of a count is left
        .expireAfterWrite(limit.window().multipliedBy(2))
        .build();
  }

  /// This node's part of the limit, as many nodes as there are now.
  public VisitorLimit limit() {
    return limit.ofOneOf(nodes.getAsInt());
  }

  /// Counts an amount, unless it is refused.
  public synchronized Decision take(RemoteAddress from, long amount, Instant now) {
    var ofAddress = addresses.get(from, _ -> none);
    var ofBlock = blocks.get(from.block(), _ -> none);
    int holders = Math.toIntExact(Math.min(Integer.MAX_VALUE - 1, blocks.estimatedSize()));
    var decision = limit().ask(new Counts(ofAddress, ofBlock, all, holders), now);
    if (decision instanceof Granted) {
      addresses.put(from, ofAddress.plus(amount, now));
      blocks.put(from.block(), ofBlock.plus(amount, now));
      all = all.plus(amount, now);
    }
    return decision;
  }

  /// How much of what all may do is used, 0 to 1.
  public synchronized double pressure(Instant now) {
    return all.within(now) / (double) limit().all();
  }
}
