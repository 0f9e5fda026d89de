package io.parley.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.model.Embedder;
import io.parley.core.model.LanguageModel;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Tools;
import io.parley.http.cache.AnswerCache;
import io.parley.knowledge.index.LuceneKnowledge;
import io.parley.tools.model.cache.CacheStatistics;
import io.parley.tools.model.cache.CachedModel;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The response cache in front of the models, if enabled, with its metrics and its endpoints' view.
///
/// @param model the entry point: the cache, or the models without it
record ResponseCache(LanguageModel model, Optional<CachedModel> cached)
    implements AnswerCache, AutoCloseable {

  /// @param model answers on a miss
  static ResponseCache over(
      LanguageModel model,
      Tools tools,
      LuceneKnowledge knowledge,
      Embedder embedder,
      BrainSettings settings,
      MeterRegistry registry) {
    boolean wanted =
        switch (settings.cache().enabled()) {
          case AUTO -> settings.models().remote();
          case TRUE -> true;
          case FALSE -> false;
        };
    if (!wanted) return new ResponseCache(model, Optional.empty());
    var cached = new CachedModel(model, tools, knowledge::version, embedder, settings.cache());
    count(registry, cached, "hit-exact", CacheStatistics::hitsExact);
    count(registry, cached, "hit-semantic", CacheStatistics::hitsSemantic);
    count(registry, cached, "miss", CacheStatistics::misses);
    count(registry, cached, "uncacheable", CacheStatistics::uncacheable);
    Gauge.builder("parley.response.cache.entries", cached, c -> c.statistics().entries())
        .register(registry);
    return new ResponseCache(cached, Optional.of(cached));
  }

  @Override
  public View of(TenantId tenant) {
    var statistics = cached.map(model -> model.statistics(tenant)).orElse(CacheStatistics.NONE);
    var saved = statistics.saved();
    return new View(
        cached.isPresent(),
        statistics.hitsExact(),
        statistics.hitsSemantic(),
        statistics.misses(),
        statistics.uncacheable(),
        statistics.entries(),
        new Saved(saved.inputTokens(), saved.outputTokens(), saved.costMicros(), saved.currency()));
  }

  @Override
  public void erase(TenantId tenant) {
    cached.ifPresent(model -> model.erase(tenant));
  }

  @Override
  public void close() {
    cached.ifPresent(CachedModel::close);
  }

  private static void count(
      MeterRegistry registry,
      CachedModel cached,
      String outcome,
      ToLongFunction<CacheStatistics> value) {
    FunctionCounter.builder("parley.response.cache", cached, c -> value.applyAsLong(c.statistics()))
        .tag("outcome", outcome)
        .register(registry);
  }
}
