package io.parley.tools.model.cache;

import io.parley.core.model.Usage;
import java.util.concurrent.atomic.LongAdder;

/// Counts the outcomes of one tenant's questions. Thread safe.
final class Tally {
  final LongAdder exact = new LongAdder();
  final LongAdder semantic = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder uncacheable = new LongAdder();
  private final LongAdder inputTokens = new LongAdder();
  private final LongAdder outputTokens = new LongAdder();
  private final LongAdder costMicros = new LongAdder();
  private volatile String currency = Usage.NO_CURRENCY;

  void saved(Usage spent) {
    inputTokens.add(spent.inputTokens());
    outputTokens.add(spent.outputTokens());
    costMicros.add(spent.costMicros());
    currency = spent.currency();
  }

  CacheStatistics with(int entries) {
    return new CacheStatistics(
        exact.sum(),
        semantic.sum(),
        misses.sum(),
        uncacheable.sum(),
        entries,
        new CacheStatistics.Saved(
            inputTokens.sum(), outputTokens.sum(), costMicros.sum(), currency));
  }
}
