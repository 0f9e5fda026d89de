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
import java.util.function.Predicate;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/v1/knowledge/passages/{ref}`: a document of a public collection, section by section, for
/// everybody. Any other document looks like one that does not exist, as does one of another
/// organisation than that of [NamedOrganisation], or of one that is not served.
final class PassageCalls {
  /// A changed or deleted document shows after this time at the latest.
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final KnowledgeStores stores;
  private final Predicate<TenantId> served;

  private PassageCalls(KnowledgeStores stores, Predicate<TenantId> served) {
    this.stores = stores;
    this.served = served;
  }

  /// @param served whether an organisation is neither suspended nor deleted
  static Endpoint of(KnowledgeStores stores, Predicate<TenantId> served) {
    return Endpoint.get("/v1/knowledge/passages/{ref}", new PassageCalls(stores, served)::show);
  }

  private CompletionStage<HttpResponse> show(Call call) {
    var tenant = NamedOrganisation.of(call);
    if (!served.test(tenant)) throw new ProblemException(ProblemType.NOT_FOUND);
    return stores
        .documents()
        .find(tenant, call.decoded("ref"))
        .thenCompose(document -> published(tenant, document))
        .thenApply(
            document ->
                KnowledgeJson.published(
                    document.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND))))
        .thenApply(
            json ->
                call.proven().isPresent()
                    ? Replies.json(StatusCodes.OK.intValue(), json)
                    : Replies.publicJson(json, FRESH))
        // the public answer is not for a later request with a token
        .thenApply(reply -> reply.addHeader(Replies.header("Vary", "Authorization")));
  }

  private CompletionStage<Optional<Document>> published(
      TenantId tenant, Optional<Document> document) {
    return document
        .map(
            found ->
                stores
                    .collections()
                    .find(tenant, found.article().collection())
                    .thenApply(
                        collection ->
                            collection.filter(KnowledgeCollection::isPublic).map(_ -> found)))
        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
  }
}
