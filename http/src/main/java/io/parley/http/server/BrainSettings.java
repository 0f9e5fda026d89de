package io.parley.http.server;

import com.typesafe.config.Config;
import io.parley.http.settings.SettingChecks;
import io.parley.tools.agent.AgentSettings;
import io.parley.tools.builtin.BuiltinSettings;
import io.parley.tools.knowledge.KnowledgeSettings;
import io.parley.tools.model.langchain.OpenAiSettings;
import io.parley.tools.model.offline.OfflineSettings;
import io.parley.tools.model.scripted.ScriptedSettings;

/// Which model answers, and what the agent is and can do.
record BrainSettings(
    AgentSettings agent, KnowledgeSettings knowledge, BuiltinSettings tools, Model model) {
  private static final String NAME = "parley.model.name";
  private static final String OPENAI = "openai:";
  private static final String EXPECTED = "offline, scripted, or openai:NAME";

  /// A model as the settings name it.
  sealed interface Model {
    /// For people.
    String description();
  }

  record Offline(OfflineSettings settings) implements Model {
    @Override
    public String description() {
      return "offline (example phrases, tools and quotations; no language model)";
    }
  }

  record Scripted(ScriptedSettings settings) implements Model {
    @Override
    public String description() {
      return "scripted (says what the settings say: for load tests and demonstrations)";
    }
  }

  record OpenAi(OpenAiSettings settings) implements Model {
    @Override
    public String description() {
      return settings.model() + " at " + settings.baseUrl().getHost();
    }
  }

  static BrainSettings from(Config config, boolean production) {
    return new BrainSettings(
        AgentSettings.from(config),
        KnowledgeSettings.from(config),
        BuiltinSettings.from(config),
        model(config, production));
  }

  private static Model model(Config config, boolean production) {
    var name = config.getString(NAME);
    return switch (name) {
      case "offline" -> new Offline(OfflineSettings.from(config));
      case "scripted" -> {
        if (production)
          throw SettingChecks.wrong(
              NAME, name, "a model that answers; a script is none in production");
        yield new Scripted(ScriptedSettings.from(config));
      }
      case String other when other.startsWith(OPENAI) && other.length() > OPENAI.length() ->
          new OpenAi(OpenAiSettings.from(config, other.substring(OPENAI.length())));
      default -> throw SettingChecks.wrong(NAME, name, EXPECTED);
    };
  }
}
