package io.parley.http.knowledge;

import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.knowledge.document.Document;
import io.parley.core.tenant.TenantId;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/knowledge/passages/{ref}`: a document of a public collection, section by section, for
/// everybody. Any other document looks like one that does not exist.
final class PassageCalls {
  /// A changed or deleted document shows after this time at the latest.
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final KnowledgeStores stores;

  private PassageCalls(KnowledgeStores stores) {
    this.stores = stores;
  }

  static Endpoint of(KnowledgeStores stores) {
    return Endpoint.get("/v1/knowledge/passages/{ref}", new PassageCalls(stores)::show);
  }

  private CompletionStage<HttpResponse> show(Call call) {
    return stores
        .documents()
        .find(TenantId.DEFAULT, call.decoded("ref"))
        .thenCompose(this::published)
        .thenApply(
            document ->
                Replies.publicJson(
                    KnowledgeJson.published(
                        document.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND))),
                    FRESH));
  }

  private CompletionStage<Optional<Document>> published(Optional<Document> document) {
    return document
        .map(
            found ->
                stores
                    .collections()
                    .find(TenantId.DEFAULT, found.article().collection())
                    .thenApply(
                        collection ->
                            collection.filter(KnowledgeCollection::isPublic).map(_ -> found)))
        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
  }
}
