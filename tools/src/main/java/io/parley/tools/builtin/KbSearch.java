package io.parley.tools.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.agent.VisibleCollections;
import io.parley.core.knowledge.Knowledge;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.knowledge.Passage;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.json.Jackson;
import io.parley.tools.source.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// `kb.search`: passages of the help centre.
final class KbSearch implements Tool {
  private static final String NAME = "kb.search";
  private static final String DEPENDENCY = "knowledge";

  /// Scores are estimates: more digits would only look exact.
  private static final double SCORE_STEPS = 1_000;

  private final Knowledge knowledge;
  private final VisibleCollections visible;
  private final int passages;
  private final ToolSpec spec;

  KbSearch(Knowledge knowledge, VisibleCollections visible, BuiltinSettings settings) {
    this.knowledge = knowledge;
    this.visible = visible;
    this.passages = settings.passages();
    this.spec =
        new ToolSpec(
            NAME,
            "Searching the help centre",
            "Searches the company's help centre and answers passages with title, ref, score (0 to"
                + " 1: the chance that the passage answers the question) and text. Use it before"
                + " answering anything about products, prices, delivery, returns or rules, and"
                + " answer only from what it finds.",
            Schemas.of(NAME),
            ToolPolicy.READ_ONLY,
            false,
            settings.searchDeadline(),
            DEPENDENCY,
            false);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public CompletionStage<ToolOutcome> call(JsonNode arguments, ToolContext context) {
    var query =
        new KnowledgeQuery(
            context.session().tenant(),
            arguments.get("query").asText(),
            visible.of(context.session().tenant(), context.agent()),
            arguments.path("limit").asInt(passages));
    return Ports.read(DEPENDENCY, () -> knowledge.search(query)).thenApply(KbSearch::outcome);
  }

  @Override
  public CompletionStage<?> probe() {
    return Ports.read(
        DEPENDENCY,
        () -> knowledge.search(new KnowledgeQuery(TenantId.DEFAULT, "opening hours", 1)));
  }

  private static ToolOutcome outcome(List<Passage> passages) {
    var result = Jackson.object();
    var list = result.putArray("passages");
    var sources = new LinkedHashMap<String, Source>();
    for (var passage : passages) {
      double score = Math.round(passage.score() * SCORE_STEPS) / SCORE_STEPS;
      list.addObject()
          .put("title", passage.title())
          .put("ref", passage.ref())
          .put("score", score)
          .put("text", passage.text());
      // one source for each article: its best passage comes first
      sources.putIfAbsent(
          passage.ref(), new Source(passage.title(), passage.ref(), passage.anchor(), score));
    }
    return ToolOutcome.succeeded(Jackson.json(result), List.copyOf(sources.values()));
  }
}
