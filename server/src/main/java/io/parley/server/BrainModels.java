package io.parley.server;

import io.parley.core.agent.Agents;
import io.parley.core.agent.VisibleCollections;
import io.parley.core.knowledge.Knowledge;
import io.parley.core.model.Embedder;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.own.OwnModels;
import io.parley.core.tool.Tools;
import io.parley.knowledge.index.LuceneKnowledge;
import io.parley.operations.MeteredModel;
import io.parley.operations.trace.Tracing;
import io.parley.tools.model.degraded.KnowledgeModel;
import io.parley.tools.model.own.OrganisationModels;
import io.parley.tools.model.routing.OwnModelSettings;
import io.parley.tools.model.routing.RoutedModel;

/// The model that sessions see, and its layers that others use too.
///
/// @param model the outermost layer
/// @param cache of answers
/// @param own those that organisations bring
/// @param routing the innermost layer: the installation's providers, their breakers, and the
///   cheaper route
record BrainModels(
    LanguageModel model, ResponseCache cache, OrganisationModels own, RoutedModel routing) {

  /// Knowledge that is quoted where no model answers, and by which answers are found again.
  ///
  /// @param search in the index, as agents do; @param visible to an agent of it
  record Quoted(
      Embedder embedder, LuceneKnowledge index, Knowledge search, VisibleCollections visible) {}

  /// Models of organisations: those that they bring, and agents that name them.
  record Organisations(OwnModels models, Agents agents) {}

  /// @param tools whose answers are personal, or not
  static BrainModels open(
      BrainSettings settings,
      NodeBasics basics,
      Quoted quoted,
      Organisations organisations,
      Tools tools,
      Money money,
      Tracing tracing) {
    var registry = basics.meters().registry();
    var closers = basics.closers();
    var clock = basics.clock();
    var routing =
        ModelRouting.open(
            settings.models(),
            settings.weights(),
            quoted.embedder(),
            quoted.search(),
            quoted.visible(),
            tracing,
            registry,
            closers,
            clock);
    var quoting =
        new KnowledgeModel(quoted.search(), quoted.visible(), settings.ownModels().degraded());
    var own =
        closers.add(
            "the models of organisations",
            OrganisationModels.start(
                money.budgeted(routing),
                organisations.models(),
                organisations.agents(),
                new OwnModelRouting(
                    settings.ownModels(),
                    quoting,
                    money,
                    tracing,
                    RoutingMeters.ofOrganisations(registry),
                    OwnModelRouting.timer(closers),
                    clock),
                quoting,
                Brains.LOOK_EVERY,
                clock));
    var cache =
        closers.add(
            "the response cache",
            ResponseCache.over(own, tools, quoted.index(), quoted.embedder(), settings, registry));
    // answers of another model are not the organisation's any more
    own.tell(cache::erase);
    var model =
        new MeteredModel(
            money.accounted(cache.model()),
            registry,
            prompt ->
                own.brings(prompt.origin().session().tenant())
                    ? OwnModelSettings.NAME
                    : own.name());
    return new BrainModels(model, cache, own, routing);
  }
}
