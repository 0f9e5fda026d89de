package io.parley.core.limit;

import java.time.Duration;
import java.time.Instant;

/// How much strangers may do within a window: from one address, from one block of addresses, and
/// all together, which blocks share by [FairShare].
///
/// @param all [Long#MAX_VALUE] where only addresses and blocks are limited
public record VisitorLimit(long perAddress, long perBlock, long all, Duration window) {
  public enum Scope {
    ADDRESS,
    BLOCK,
    ALL
  }

  public sealed interface Decision {}

  /// @param remaining for the address, of [#perAddress]
  public record Granted(long remaining) implements Decision {}

  /// @param quota what the scope may do within the window
  public record Refused(Scope scope, long quota, Duration retryAfter) implements Decision {}

  /// What was done before, as it is counted for one that asks.
  ///
  /// @param blocks that did something within the window
  public record Counts(SlidingCount address, SlidingCount block, SlidingCount all, int blocks) {}

  public VisitorLimit {
    if (perAddress < 1 || perBlock < perAddress || all < 1)
      throw new IllegalArgumentException(
          "%d per address, %d per block, %d in all (expected: ≥ 1, and no fewer per block)"
              .formatted(perAddress, perBlock, all));
  }

  /// The part of one of so many nodes, rounded up: together they grant what one would.
  public VisitorLimit ofOneOf(int nodes) {
    return new VisitorLimit(
        Math.ceilDiv(perAddress, nodes),
        Math.ceilDiv(perBlock, nodes),
        Math.ceilDiv(all, nodes),
        window);
  }

  /// Whether one more may be done. Amounts may be overdrawn by the last one.
  public Decision ask(Counts counts, Instant at) {
    if (counts.address().within(at) >= perAddress)
      return new Refused(
          Scope.ADDRESS, perAddress, counts.address().untilAtMost(perAddress - 1, at));
    long ofBlock = counts.block().within(at);
    if (ofBlock >= perBlock)
      return new Refused(Scope.BLOCK, perBlock, counts.block().untilAtMost(perBlock - 1, at));
    long used = counts.all().within(at);
    return switch (new FairShare(all, 0).ask(used, ofBlock, counts.blocks(), false)) {
      case GRANTED -> new Granted(Math.max(0, perAddress - 1 - counts.address().within(at)));
      case SHARE_TAKEN ->
          new Refused(
              Scope.BLOCK,
              Math.max(1, all / (counts.blocks() + 1)),
              counts.block().untilAtMost(ofBlock - 1, at));
      case ALL_TAKEN ->
          new Refused(Scope.ALL, all, counts.all().untilAtMost(Math.max(0, used - 1), at));
    };
  }
}
