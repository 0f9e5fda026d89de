package io.parley.http.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.knowledge.Passage;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.knowledge.KnowledgeStores;
import java.util.List;
import java.util.Set;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// `search`: passages of the knowledge base, for staff.
final class SearchTool implements McpTool {
  private static final int QUERY_MAX = 2_000;
  private static final int PASSAGES = 5;

  private static final ObjectNode DEFINITION =
      JsonText.object(
          """
          {"name": "search", "title": "Search the knowledge base",
           "description": "Finds passages of the company's knowledge base, best first. Each has a \
          URI that resources/read opens.",
           "inputSchema": {"type": "object", "required": ["query"], "additionalProperties": false,
             "properties": {
               "query": {"type": "string", "minLength": 1, "maxLength": %d,
                 "description": "A question or words, in any language"},
               "collection": {"type": "string", "description": "Only in this collection"},
               "limit": {"type": "integer", "minimum": 1, "maximum": %d, "default": %d}}},
           "outputSchema": {"type": "object", "required": ["passages"], "properties": {
             "passages": {"type": "array", "items": {"type": "object",
               "required": ["title", "ref", "uri", "text", "score"], "properties": {
                 "title": {"type": "string"}, "ref": {"type": "string"},
                 "anchor": {"type": "string"}, "uri": {"type": "string"},
                 "text": {"type": "string", "description": "Markdown"},
                 "score": {"type": "number", "minimum": 0, "maximum": 1}}}}}},
           "annotations": {"readOnlyHint": true, "openWorldHint": false}}\
          """
              .formatted(QUERY_MAX, KnowledgeQuery.LIMIT_MAX, PASSAGES));

  private final KnowledgeStores stores;

  SearchTool(KnowledgeStores stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "search";
  }

  @Override
  public ObjectNode definition() {
    return DEFINITION;
  }

  @Override
  public boolean isFor(Principal principal) {
    return principal.may(Permission.OVERSEE);
  }

  @Override
  public Source<Step, NotUsed> call(McpCaller caller, Fields arguments) {
    int limit =
        arguments.value("limit").isPresent()
            ? arguments.integer("limit", 1, KnowledgeQuery.LIMIT_MAX)
            : PASSAGES;
    var collections = arguments.optionalId("collection").map(Set::of).orElse(Set.of());
    var query =
        new KnowledgeQuery(
            caller.principal().tenant(), arguments.text("query", QUERY_MAX), collections, limit);
    return Source.completionStage(
        stores.knowledge().search(query).thenApply(found -> new Done(passages(found))));
  }

  private static ObjectNode passages(List<Passage> passages) {
    var json = JsonText.object();
    var array = json.putArray("passages");
    for (var passage : passages) {
      var each = array.addObject().put("title", passage.title()).put("ref", passage.ref());
      passage.anchor().ifPresent(anchor -> each.put("anchor", anchor));
      each.put("uri", KnowledgeResources.uri(passage.ref(), passage.anchor()))
          .put("text", passage.text())
          .put("score", passage.score());
    }
    return Results.structured(json);
  }
}
