package io.parley.server;

import io.parley.core.agent.VisibleCollections;
import io.parley.core.fault.Stages;
import io.parley.core.knowledge.Knowledge;
import io.parley.core.memory.Memories;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Tools;
import io.parley.knowledge.embed.EmbedderSettings;
import io.parley.knowledge.embed.Embedders;
import io.parley.knowledge.index.KnowledgeFailure;
import io.parley.knowledge.index.LuceneKnowledge;
import io.parley.knowledge.rerank.EndpointReranker;
import io.parley.knowledge.rerank.RerankedKnowledge;
import io.parley.operations.MeteredTools;
import io.parley.operations.trace.Tracing;
import io.parley.server.rehearsal.Rehearsal;
import io.parley.tools.agent.ConfiguredAgents;
import io.parley.tools.agent.OrganisationAgents;
import io.parley.tools.builtin.BuiltinTools;
import io.parley.tools.memory.RecallByMeaning;
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
/// @param added those of `tools` that are added while the server runs
/// @param search in `knowledge`, in the order of a re-ranker if there is one
/// @param description of the models that make replies, for people
record Brains(
    OrganisationAgents agents,
    BrainModels models,
    Tools tools,
    RegisteredSources added,
    Memories memories,
    LuceneKnowledge knowledge,
    Knowledge search,
    String description) {
  private static final Logger LOG = LoggerFactory.getLogger(Brains.class);

  /// Half of the second within which a change of an organisation's agent or model reaches every
  /// node.
  static final Duration LOOK_EVERY = Duration.ofMillis(500);

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
  static Brains start(
      BrainSettings settings,
      NodeBasics basics,
      Embedders embedders,
      Repositories stores,
      Money money,
      List<Tools> ofCalls,
      Tracing tracing) {
    var closers = basics.closers();
    var registry = basics.meters().registry();
    var knowledge = knowledge(settings, basics, embedders, stores.support());
    var search = reranked(knowledge, settings, closers, basics.clock());
    var agents =
        closers.add(
            "the agents of organisations",
            OrganisationAgents.start(
                new ConfiguredAgents(settings.agent()),
                stores.organisations().agentVersions(),
                LOOK_EVERY,
                RELOAD_EVERY));
    var visible = VisibleCollections.of(agents);
    var added = RegisteredSources.start(settings, stores, money.limiter(), closers, basics.clock());
    var builtIn =
        BuiltinTools.of(
            search,
            visible,
            stores.support().tickets(),
            stores.support().orders(),
            settings.tools(),
            basics.clock());
    var tools = tools(settings, stores.support(), builtIn, ofCalls, added);
    var memories =
        closers.add(
            "recall",
            new RecallByMeaning(
                stores.support().memories(),
                stores.support().vectors(),
                embedders.current(),
                settings.recall()));
    var models =
        BrainModels.open(
            settings,
            basics,
            new BrainModels.Quoted(embedders.current(), knowledge, search, visible),
            new BrainModels.Organisations(stores.organisations().ownModels(), agents),
            tools,
            money,
            tracing);
    return new Brains(
        agents,
        models,
        new MeteredTools(tracing.traced(tools), registry),
        added,
        memories,
        knowledge,
        search,
        settings.models().description());
  }

  private static LuceneKnowledge knowledge(
      BrainSettings settings,
      NodeBasics basics,
      Embedders embedders,
      Repositories.OfSupport stores) {
    return basics
        .closers()
        .add(
            "the knowledge index",
            new LuceneKnowledge(
                stores.articles(),
                stores.vectors(),
                embedders.current(),
                embedders::earlier,
                settings.knowledge().in(basics.data().root().resolve("knowledge"))));
  }

  private static Tools tools(
      BrainSettings settings,
      Repositories.OfSupport stores,
      Tools builtIn,
      List<Tools> ofCalls,
      RegisteredSources added) {
    var all =
        Stream.of(List.of(builtIn), ofCalls, List.of(added.tools()))
            .<Tools>flatMap(List::stream)
            .toList();
    return new RuledTools(
        KeptResults.of(all, stores.toolResults(), settings.results()),
        settings.agent().approvals());
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
