package io.parley.http.knowledge;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/knowledge`: its state on this node, a search in it, and its collections. The other calls
/// are those of [DocumentCalls], [FileCalls], [SourceCalls], [AskedCalls] and [PassageCalls].
public final class KnowledgeEndpoints {
  private static final int QUERY_MAX = 2_000;
  private static final int PASSAGES = 5;
  private static final int COLLECTIONS_MAX = 50;

  private final Guard guard;
  private final KnowledgeStores stores;

  private KnowledgeEndpoints(Guard guard, KnowledgeStores stores) {
    this.guard = guard;
    this.stores = stores;
  }

  public static List<Endpoint> of(Edge edge, KnowledgeStores stores) {
    var guard = new Guard(edge);
    var quotas = edge.entry().quotas();
    var calls = new KnowledgeEndpoints(guard, stores);
    var endpoints =
        new ArrayList<>(
            List.of(
                Endpoint.get("/v1/knowledge", calls::state),
                Endpoint.get("/v1/knowledge/search", calls::search),
                Endpoint.get("/v1/knowledge/collections", calls::list),
                Endpoint.put("/v1/knowledge/collections/{collection}", calls::save),
                Endpoint.delete("/v1/knowledge/collections/{collection}", calls::delete)));
    endpoints.addAll(DocumentCalls.of(guard, stores, quotas));
    endpoints.addAll(FileCalls.of(guard, stores, quotas));
    endpoints.addAll(SourceCalls.of(guard, stores));
    endpoints.addAll(AskedCalls.of(guard, stores));
    endpoints.add(PassageCalls.of(stores, edge.entry()::serves));
    return List.copyOf(endpoints);
  }

  /// A member of staff that may change the knowledge base.
  static Principal curator(Guard guard, Call call) {
    return guard.staff(call, Permission.CURATE);
  }

  /// The collection that the address names; it may not exist.
  static String collection(Call call) {
    var name = call.decoded("collection");
    if (!KnowledgeCollection.isName(name))
      throw new Malformed(
          "the collection's name has another form (expected: 1 to 63 small letters, digits, dots,"
              + " hyphens and underscores)");
    return name;
  }

  /// The version of the knowledge without what was deleted.
  static HttpResponse deleted(OptionalLong version) {
    if (version.isEmpty()) throw new ProblemException(ProblemType.NOT_FOUND);
    return Replies.json(200, JsonText.object().put("knowledge", version.getAsLong()));
  }

  private CompletionStage<HttpResponse> state(Call call) {
    var tenant = guard.staff(call).tenant();
    return stores.articles().version(tenant).thenApply(version -> state(tenant, version));
  }

  private HttpResponse state(TenantId tenant, long version) {
    var json = JsonText.object().put("version", version);
    stores.searchable().apply(tenant).ifPresent(searchable -> json.put("searchable", searchable));
    return Replies.json(200, json);
  }

  private CompletionStage<HttpResponse> search(Call call) {
    var tenant = guard.staff(call).tenant();
    var text = call.query("q").orElseThrow(() -> new Malformed("the query parameter q is missing"));
    if (text.length() > QUERY_MAX)
      throw Malformed.tooLong(
          "q has %d characters (expected: ≤ %d)".formatted(text.length(), QUERY_MAX));
    int limit =
        call.queryNumber("limit", 1, KnowledgeQuery.LIMIT_MAX).orElse((long) PASSAGES).intValue();
    return stores
        .knowledge()
        .search(new KnowledgeQuery(tenant, text, collections(call), limit))
        .thenApply(passages -> Replies.json(200, KnowledgeJson.passages(passages)));
  }

  /// Names with commas between them.
  private static Set<String> collections(Call call) {
    var named = new HashSet<>(Arrays.asList(call.query("collections").orElse("").split(",", -1)));
    named.remove("");
    if (named.size() > COLLECTIONS_MAX || !named.stream().allMatch(KnowledgeCollection::isName))
      throw new Malformed(
          "the query parameter collections is not a list of names (expected: ≤ %d names, with"
                  .formatted(COLLECTIONS_MAX)
              + " commas between them)");
    return named;
  }

  private CompletionStage<HttpResponse> list(Call call) {
    return stores
        .collections()
        .all(guard.staff(call).tenant())
        .thenApply(collections -> Replies.json(200, KnowledgeJson.collections(collections)));
  }

  private CompletionStage<HttpResponse> save(Call call) {
    var staff = curator(guard, call);
    var name = collection(call);
    return call.json()
        .thenApply(fields -> collection(name, fields))
        .thenCompose(
            collection ->
                stores
                    .collections()
                    .save(staff.tenant(), collection, guard.act(call, staff))
                    .thenApply(saved -> saved(collection, saved)));
  }

  private static KnowledgeCollection collection(String name, Fields fields) {
    var isPublic = fields.only("title", "public").value("public");
    if (isPublic.isPresent() && !isPublic.get().isBoolean())
      throw new Malformed("public is not true or false");
    return new KnowledgeCollection(
        name,
        fields.optionalText("title", KnowledgeCollection.TITLE_MAX).orElse(""),
        isPublic.map(value -> value.booleanValue()).orElse(true));
  }

  private HttpResponse saved(KnowledgeCollection collection, boolean saved) {
    if (!saved)
      throw new ProblemException(
          ProblemDetail.of(
              ProblemType.TOO_MANY_DOCUMENTS,
              "there are %d collections already".formatted(stores.limits().collectionsMax())));
    return Replies.json(200, KnowledgeJson.collection(collection));
  }

  private CompletionStage<HttpResponse> delete(Call call) {
    var staff = curator(guard, call);
    return stores
        .collections()
        .delete(staff.tenant(), collection(call), guard.act(call, staff))
        .thenApply(KnowledgeEndpoints::deleted);
  }
}
