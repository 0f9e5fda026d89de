package io.parley.server;

import com.typesafe.config.Config;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.core.limit.Weights;
import io.parley.http.tool.PublicAddress;
import io.parley.knowledge.asked.AskedSettings;
import io.parley.knowledge.crawl.CrawlSettings;
import io.parley.knowledge.document.DocumentSettings;
import io.parley.knowledge.embed.EmbedderSettings;
import io.parley.knowledge.index.KnowledgeSettings;
import io.parley.knowledge.parse.process.ParseSettings;
import io.parley.knowledge.rerank.RerankerSettings;
import io.parley.knowledge.source.WebSourceSettings;
import io.parley.outbound.guard.GuardSettings;
import io.parley.sessions.quota.FairnessSettings;
import io.parley.tools.agent.AgentSettings;
import io.parley.tools.builtin.BuiltinSettings;
import io.parley.tools.memory.RecallSettings;
import io.parley.tools.model.cache.ResponseCacheSettings;
import io.parley.tools.model.routing.ModelsSettings;
import io.parley.tools.model.routing.OwnModelSettings;
import io.parley.tools.money.MoneySettings;
import io.parley.tools.registry.SourceSettings;
import io.parley.tools.result.ResultSettings;
import java.util.Optional;

/// Settings of the models, and of the agent's definition, tools and memory.
///
/// @param web sites, exports and resources that are read again and again
/// @param weights of organisations that share a node
/// @param outbound of requests to addresses that strangers choose
record BrainSettings(
    AgentSettings agent,
    EmbedderSettings embedder,
    KnowledgeSettings knowledge,
    Optional<RerankerSettings> reranker,
    AskedSettings asked,
    DocumentLimits documents,
    ParseSettings parse,
    CrawlSettings crawl,
    WebSourceSettings web,
    BuiltinSettings tools,
    ResultSettings results,
    RecallSettings recall,
    ResponseCacheSettings cache,
    ModelsSettings models,
    OwnModelSettings ownModels,
    Weights weights,
    MoneySettings money,
    GuardSettings outbound,
    SourceSettings sources) {

  /// @param production whether a scripted model is refused
  static BrainSettings from(Config config, boolean production) {
    var models = ModelsSettings.from(config, config.getString("parley.model.name"), production);
    return new BrainSettings(
        AgentSettings.from(config),
        EmbedderSettings.from(config),
        KnowledgeSettings.from(config),
        RerankerSettings.from(config),
        AskedSettings.from(config),
        DocumentSettings.from(config),
        ParseSettings.from(config),
        CrawlSettings.from(config),
        WebSourceSettings.from(config),
        BuiltinSettings.from(config),
        ResultSettings.from(config),
        RecallSettings.from(config),
        ResponseCacheSettings.from(config),
        models,
        OwnModelSettings.from(config),
        FairnessSettings.from(config).weights(),
        Money.settings(config, models),
        GuardSettings.from(config),
        SourceSettings.from(config).reachedAt(PublicAddress.from(config).configured()));
  }
}
