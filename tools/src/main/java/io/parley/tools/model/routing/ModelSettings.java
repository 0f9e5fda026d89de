package io.parley.tools.model.routing;

import io.parley.tools.model.langchain.ProviderSettings;
import io.parley.tools.model.offline.OfflineSettings;
import io.parley.tools.model.scripted.ScriptedSettings;

/// The settings of one model at one endpoint.
public sealed interface ModelSettings {
  /// For people.
  String description();

  /// At a server.
  record Remote(ProviderSettings settings) implements ModelSettings {
    @Override
    public String description() {
      return settings.model() + " at " + settings.endpoint().getHost();
    }
  }

  record Offline(OfflineSettings settings) implements ModelSettings {
    @Override
    public String description() {
      return "offline (example phrases, tools and quotations; no language model)";
    }
  }

  record Scripted(ScriptedSettings settings) implements ModelSettings {
    @Override
    public String description() {
      return "scripted (says what the settings say: for load tests and demonstrations)";
    }
  }
}
