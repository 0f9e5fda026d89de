package io.parley.server;

import com.typesafe.config.Config;
import io.parley.knowledge.index.KnowledgeSettings;
import io.parley.tools.agent.AgentSettings;
import io.parley.tools.builtin.BuiltinSettings;
import io.parley.tools.memory.RecallSettings;
import io.parley.tools.model.cache.ResponseCacheSettings;
import io.parley.tools.model.routing.ModelsSettings;
import io.parley.tools.money.MoneySettings;

/// Settings of the models, and of the agent's definition, tools and memory.
record BrainSettings(
    AgentSettings agent,
    KnowledgeSettings knowledge,
    BuiltinSettings tools,
    RecallSettings recall,
    ResponseCacheSettings cache,
    ModelsSettings models,
    MoneySettings money) {

  /// @param production whether a scripted model is refused
  static BrainSettings from(Config config, boolean production) {
    var models = ModelsSettings.from(config, config.getString("parley.model.name"), production);
    return new BrainSettings(
        AgentSettings.from(config),
        KnowledgeSettings.from(config),
        BuiltinSettings.from(config),
        RecallSettings.from(config),
        ResponseCacheSettings.from(config),
        models,
        Money.settings(config, models));
  }
}
