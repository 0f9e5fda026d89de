package io.parley.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.agent.VisibleCollections;
import io.parley.core.fault.Stages;
import io.parley.core.knowledge.Knowledge;
import io.parley.core.memory.Memories;
import io.parley.core.model.LanguageModel;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Tools;
import io.parley.core.tool.source.SignInDesk;
import io.parley.core.tool.source.SourceResources;
import io.parley.core.tool.source.ToolCallbacks;
import io.parley.core.tool.source.ToolSourceDesk;
import io.parley.knowledge.embed.EmbedderSettings;
import io.parley.knowledge.embed.Embedders;
import io.parley.knowledge.index.KnowledgeFailure;
import io.parley.knowledge.index.LuceneKnowledge;
import io.parley.knowledge.rerank.EndpointReranker;
import io.parley.knowledge.rerank.RerankedKnowledge;
import io.parley.operations.MeteredModel;
import io.parley.operations.MeteredTools;
import io.parley.operations.trace.Tracing;
import io.parley.server.rehearsal.Rehearsal;
import io.parley.tools.agent.ConfiguredAgents;
import io.parley.tools.agent.OrganisationAgents;
import io.parley.tools.builtin.BuiltinTools;
import io.parley.tools.memory.RecallByMeaning;
import io.parley.tools.model.degraded.KnowledgeModel;
import io.parley.tools.model.own.OrganisationModels;
import io.parley.tools.model.routing.OwnModelSettings;
import io.parley.tools.model.routing.RoutedModel;
import io.parley.tools.result.KeptResults;
import io.parley.tools.source.RuledTools;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agents' collaborators from the tools module: models, knowledge, memory and tools.
///
/// @param agents of organisations, and of the configuration
/// @param cache of answers, a part of `model`
/// @param search in `knowledge`, in the order of a re-ranker if there is one
/// @param ownModels those that organisations bring, a part of `model`
/// @param routing the layer below `model`: the installation's providers, their breakers, and the
///   cheaper route
/// @param sources those of `tools` that are added while the server runs
/// @param signIns of these
/// @param callbacks of those tools that answer later
/// @param resources that these sources offer
/// @param description of the models that make replies, for people
record Brains(
    OrganisationAgents agents,
    LanguageModel model,
    ResponseCache cache,
    OrganisationModels ownModels,
    RoutedModel routing,
    Tools tools,
    ToolSourceDesk sources,
    SignInDesk signIns,
    ToolCallbacks callbacks,
    SourceResources resources,
    Memories memories,
    LuceneKnowledge knowledge,
    Knowledge search,
    String description) {
  private static final Logger LOG = LoggerFactory.getLogger(Brains.class);

  /// Half of the second within which a change of an organisation's agent or model reaches every
  /// node.
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /// Versions that no session has pinned any more leave the memory.
  private static final Duration RELOAD_EVERY = Duration.ofHours(1);

  /// The embedding model, loaded after the start is complete: the first customer comes later than
  /// the next step of the start.
  static Embedders embedders(
      EmbedderSettings settings, CompletableFuture<?> started, Closers closers, Clock clock) {
    var recorded = Optional.ofNullable(System.getProperty(Rehearsal.VECTORS)).map(Path::of);
    return closers.add(
        "the embedding model",
        new Embedders(settings, started, RunLayout.vectors(), recorded, clock));
  }

  /// @param ofCalls tools for calls
  // three more parameters than STYLE allows: it wires everything that agents have
  static Brains start(
      BrainSettings settings,
      Path data,
      Embedders embedders,
      Repositories stores,
      Money money,
      List<Tools> ofCalls,
      Tracing tracing,
      MeterRegistry registry,
      Closers closers,
      Clock clock) {
    var embedder = embedders.current();
    var knowledge =
        closers.add(
            "the knowledge index",
            new LuceneKnowledge(
                stores.articles(),
                stores.vectors(),
                embedder,
                embedders::earlier,
                settings.knowledge().in(data.resolve("knowledge"))));
    var search = reranked(knowledge, settings, closers, clock);
    var agents =
        closers.add(
            "the agents of organisations",
            OrganisationAgents.start(
                new ConfiguredAgents(settings.agent()),
                stores.agentVersions(),
                LOOK_EVERY,
                RELOAD_EVERY));
    var visible = VisibleCollections.of(agents);
    var sources = RegisteredSources.start(settings, stores, money.limiter(), closers, clock);
    var tools =
        new RuledTools(
            KeptResults.of(
                Stream.of(
                        List.of(
                            BuiltinTools.of(
                                search,
                                visible,
                                stores.tickets(),
                                stores.orders(),
                                settings.tools(),
                                clock)),
                        ofCalls,
                        List.of(sources.tools()))
                    .<Tools>flatMap(List::stream)
                    .toList(),
                stores.toolResults(),
                settings.results()),
            settings.agent().approvals());
    var memories =
        closers.add(
            "recall",
            new RecallByMeaning(stores.memories(), stores.vectors(), embedder, settings.recall()));
    var routing =
        ModelRouting.open(
            settings.models(),
            settings.weights(),
            embedder,
            search,
            visible,
            tracing,
            registry,
            closers,
            clock);
    var quoting = new KnowledgeModel(search, visible, settings.ownModels().degraded());
    var ownModels =
        closers.add(
            "the models of organisations",
            OrganisationModels.start(
                money.budgeted(routing),
                stores.ownModels(),
                agents,
                new OwnModelRouting(
                    settings.ownModels(),
                    quoting,
                    money,
                    tracing,
                    RoutingMeters.ofOrganisations(registry),
                    OwnModelRouting.timer(closers),
                    clock),
                quoting,
                LOOK_EVERY,
                clock));
    var cache =
        closers.add(
            "the response cache",
            ResponseCache.over(ownModels, tools, knowledge, embedder, settings, registry));
    // answers of another model are not the organisation's any more
    ownModels.tell(cache::erase);
    return new Brains(
        agents,
        new MeteredModel(
            money.accounted(cache.model()),
            registry,
            prompt ->
                ownModels.brings(prompt.origin().session().tenant())
                    ? OwnModelSettings.NAME
                    : ownModels.name()),
        cache,
        ownModels,
        routing,
        new MeteredTools(tracing.traced(tools), registry),
        sources.desk(),
        sources.signIns(),
        sources.callbacks(),
        sources.resources(),
        memories,
        knowledge,
        search,
        settings.models().description());
  }

  private static Knowledge reranked(
      Knowledge knowledge, BrainSettings settings, Closers closers, Clock clock) {
    if (settings.reranker().isEmpty()) return knowledge;
    var wanted = settings.reranker().get();
    var server =
        closers.add("the re-ranker", new EndpointReranker(wanted, settings.outbound(), clock));
    return closers.add("re-ranking", new RerankedKnowledge(knowledge, server, wanted.passages()));
  }

  /// Builds the index of the knowledge base, which takes some seconds the first time: in advance,
  /// not while the first customer waits.
  void prepare() {
    knowledge
        .prepare(TenantId.DEFAULT)
        .whenComplete(
            (_, failure) -> {
              if (failure != null && !isClosed(failure))
                LOG.warn("the knowledge index could not be built", failure);
            });
  }

  /// Stopping the program during the preparation is no failure.
  private static boolean isClosed(Throwable failure) {
    var cause = Stages.cause(failure);
    return cause instanceof KnowledgeFailure known
        && known.category() == KnowledgeFailure.Category.CLOSED;
  }
}
