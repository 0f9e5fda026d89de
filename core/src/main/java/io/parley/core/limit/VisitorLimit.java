package io.parley.core.limit;

import java.time.Duration;
import java.time.Instant;

/// The limit of visitors' actions within a window: from one address, from one block of addresses,
/// and in all, which blocks share by [FairShare].
///
/// @param all [Long#MAX_VALUE] where only addresses and blocks are limited
public record VisitorLimit(long perAddress, long perBlock, long all, Duration window) {
  public enum Scope {
    ADDRESS,
    BLOCK,
    ALL
  }

  public sealed interface Decision {}

  /// @param remaining the rest of [#perAddress]
  public record Granted(long remaining) implements Decision {}

  /// @param quota the limit of the scope within the window
  public record Refused(Scope scope, long quota, Duration retryAfter) implements Decision {}

  /// The counts that apply to one visitor.
  ///
  /// @param blocks number of blocks with actions within the window
  public record Counts(SlidingCount address, SlidingCount block, SlidingCount all, int blocks) {}

  public VisitorLimit {
    if (perAddress < 1 || perBlock < perAddress || all < 1)
      throw new IllegalArgumentException(
          "%d per address, %d per block, %d in all (expected: ≥ 1, and no fewer per block)"
              .formatted(perAddress, perBlock, all));
  }

  /// The part of one of `nodes` nodes, rounded up: together they grant what one would.
  public VisitorLimit ofOneOf(int nodes) {
    return new VisitorLimit(
        Math.ceilDiv(perAddress, nodes),
        Math.ceilDiv(perBlock, nodes),
        Math.ceilDiv(all, nodes),
        window);
  }

  /// Whether one more action is allowed. The last one may overdraw an amount.
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
