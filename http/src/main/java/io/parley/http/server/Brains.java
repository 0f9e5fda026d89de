package io.parley.http.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.agent.Agents;
import io.parley.core.model.Embedder;
import io.parley.core.model.LanguageModel;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Tools;
import io.parley.http.ops.MeteredModel;
import io.parley.http.ops.MeteredTools;
import io.parley.tools.agent.ConfiguredAgents;
import io.parley.tools.builtin.BuiltinTools;
import io.parley.tools.knowledge.KnowledgeFailure;
import io.parley.tools.knowledge.LuceneKnowledge;
import io.parley.tools.knowledge.MiniLmEmbedder;
import io.parley.tools.model.langchain.OpenAiModel;
import io.parley.tools.model.offline.OfflineModel;
import io.parley.tools.model.scripted.ScriptedModel;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What tools gives to the agents: models, knowledge and tools, each measured.
///
/// @param description of the model, for people
record Brains(
    Agents agents,
    LanguageModel model,
    Tools tools,
    LuceneKnowledge knowledge,
    String description) {
  private static final Logger LOG = LoggerFactory.getLogger(Brains.class);

  /// Begins to load the embedding model, which takes a second or two.
  static CompletableFuture<Embedder> embedder(Executor executor) {
    return CompletableFuture.supplyAsync(MiniLmEmbedder::new, executor);
  }

  static Brains start(
      BrainSettings settings,
      CompletableFuture<Embedder> embedder,
      Repositories stores,
      MeterRegistry registry,
      Closers closers,
      Clock clock) {
    var knowledge =
        closers.add(
            "the knowledge index",
            new LuceneKnowledge(
                stores.articles(), stores.vectors(), embedder.join(), settings.knowledge()));
    var tools =
        new BuiltinTools(knowledge, stores.tickets(), stores.orders(), settings.tools(), clock);
    var model =
        switch (settings.model()) {
          case BrainSettings.Offline(var offline) ->
              closers.add("the offline model", new OfflineModel(embedder.join(), offline));
          case BrainSettings.Scripted(var scripted) ->
              closers.add("the scripted model", new ScriptedModel(scripted));
          case BrainSettings.OpenAi(var openAi) ->
              closers.add("the model's client", new OpenAiModel(openAi));
        };
    return new Brains(
        new ConfiguredAgents(settings.agent()),
        new MeteredModel(model, registry),
        new MeteredTools(tools, registry),
        knowledge,
        settings.model().description());
  }

  /// Builds the index of the knowledge base, which takes some seconds the first time: now, not
  /// while the first customer waits.
  void prepare() {
    knowledge
        .prepare(TenantId.DEFAULT)
        .whenComplete(
            (_, failure) -> {
              if (failure != null && !isClosed(failure))
                LOG.warn("the knowledge index could not be built", failure);
            });
  }

  /// Who stops the program while it prepares has done nothing wrong.
  private static boolean isClosed(Throwable failure) {
    var cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    return cause instanceof KnowledgeFailure known
        && known.category() == KnowledgeFailure.Category.CLOSED;
  }
}
