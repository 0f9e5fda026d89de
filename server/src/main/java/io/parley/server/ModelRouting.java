package io.parley.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.agent.VisibleCollections;
import io.parley.core.knowledge.Knowledge;
import io.parley.core.limit.Weights;
import io.parley.core.model.Embedder;
import io.parley.core.model.LanguageModel;
import io.parley.operations.trace.ModelProvider;
import io.parley.operations.trace.Tracing;
import io.parley.tools.model.degraded.KnowledgeModel;
import io.parley.tools.model.langchain.ChatModels;
import io.parley.tools.model.offline.OfflineModel;
import io.parley.tools.model.routing.ModelSettings;
import io.parley.tools.model.routing.ModelsSettings;
import io.parley.tools.model.routing.RoutedModel;
import io.parley.tools.model.scripted.ScriptedModel;
import java.time.Clock;
import java.util.Optional;

/// Opens the models named in the settings, and routes over them.
final class ModelRouting {
  private ModelRouting() {}

  /// @param weights of organisations whose calls wait for a place
  /// @param knowledge quoted when no model answers; @param visible to an agent of it
  static RoutedModel open(
      ModelsSettings settings,
      Weights weights,
      Embedder embedder,
      Knowledge knowledge,
      VisibleCollections visible,
      Tracing tracing,
      MeterRegistry registry,
      Closers closers,
      Clock clock) {
    var meters = new RoutingMeters(registry);
    var routed =
        RoutedModel.open(
            settings,
            model -> tracing.traced(open(model, embedder, closers), provider(model)),
            Optional.of(new KnowledgeModel(knowledge, visible, settings.degraded())),
            weights,
            meters,
            clock);
    meters.watch(routed);
    return closers.add("the routing of models", routed);
  }

  /// Provider name by the semantic conventions; a server with OpenAI's format counts as OpenAI.
  static ModelProvider provider(ModelSettings model) {
    return switch (model) {
      case ModelSettings.Offline _ -> new ModelProvider("parley.offline", false);
      case ModelSettings.Scripted _ -> new ModelProvider("parley.scripted", false);
      case ModelSettings.Remote(var remote) ->
          new ModelProvider(
              switch (remote.kind()) {
                case OPENAI -> "openai";
                case ANTHROPIC -> "anthropic";
                case GEMINI -> "gcp.gemini";
              },
              true);
    };
  }

  private static LanguageModel open(ModelSettings model, Embedder embedder, Closers closers) {
    return switch (model) {
      case ModelSettings.Offline(var offline) ->
          closers.add("the offline model", new OfflineModel(embedder, offline));
      case ModelSettings.Scripted(var scripted) ->
          closers.add("the scripted model", new ScriptedModel(scripted));
      case ModelSettings.Remote(var provider) ->
          closers.add("the client of a model", ChatModels.open(provider));
    };
  }
}
