package io.parley.tools.model.cache;

import io.parley.core.model.Usage;

/// Counters of a node's cache since the node started.
///
/// @param uncacheable replies that were asked for in a conversation, or with memories
/// @param entries answers held now
public record CacheStatistics(
    long hitsExact, long hitsSemantic, long misses, long uncacheable, int entries, Saved saved) {
  /// Counters without a cache.
  public static final CacheStatistics NONE =
      new CacheStatistics(0, 0, 0, 0, 0, new Saved(0, 0, 0, Usage.NO_CURRENCY));

  /// The original cost of the reused answers.
  ///
  /// @param costMicros in millionths of `currency` (ISO 4217)
  public record Saved(long inputTokens, long outputTokens, long costMicros, String currency) {
    Saved plus(Saved more) {
      return new Saved(
          inputTokens + more.inputTokens,
          outputTokens + more.outputTokens,
          costMicros + more.costMicros,
          more.currency);
    }
  }

  CacheStatistics plus(CacheStatistics more) {
    return new CacheStatistics(
        hitsExact + more.hitsExact,
        hitsSemantic + more.hitsSemantic,
        misses + more.misses,
        uncacheable + more.uncacheable,
        entries + more.entries,
        saved.plus(more.saved));
  }
}
