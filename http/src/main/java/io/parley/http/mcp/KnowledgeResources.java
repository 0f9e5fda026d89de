package io.parley.http.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.knowledge.Section;
import io.parley.core.knowledge.document.Document;
import io.parley.core.knowledge.document.DocumentQuery;
import io.parley.core.knowledge.document.DocumentRefs;
import io.parley.http.json.JsonText;
import io.parley.http.knowledge.KnowledgeStores;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Documents of the knowledge base as resources: `parley://knowledge/{ref}`, with a fragment for
/// one section. Staff lists and reads all of them; a customer reads those of public collections.
final class KnowledgeResources {
  static final String MARKDOWN = "text/markdown";

  private static final String PREFIX = "parley://knowledge/";
  private static final int PAGE = 100;

  private final KnowledgeStores stores;

  KnowledgeResources(KnowledgeStores stores) {
    this.stores = stores;
  }

  /// @param anchor of a section; empty for the document
  static String uri(String ref, Optional<String> anchor) {
    return PREFIX + ref + anchor.map(place -> "#" + place).orElse("");
  }

  static ObjectNode templates() {
    var json = JsonText.object();
    json.putArray("resourceTemplates")
        .addObject()
        .put("uriTemplate", PREFIX + "{ref}")
        .put("name", "document")
        .put("title", "A document of the knowledge base")
        .put("description", "Append # and an anchor for one section, as citations do.")
        .put("mimeType", MARKDOWN);
    return json;
  }

  /// @param cursor the last ref of the previous page
  CompletionStage<ObjectNode> list(Principal principal, Optional<String> cursor) {
    if (!principal.may(Permission.OVERSEE))
      return CompletableFuture.completedStage(page(List.of()));
    if (cursor.filter(ref -> !DocumentRefs.isRef(ref)).isPresent())
      throw new RpcError(RpcError.INVALID_PARAMS, "not a cursor of this list");
    var query =
        new DocumentQuery(
            principal.tenant(), Optional.empty(), Optional.empty(), Optional.empty(), cursor, PAGE);
    return stores.documents().list(query).thenApply(KnowledgeResources::page);
  }

  private static ObjectNode page(List<Document> documents) {
    var json = JsonText.object();
    var resources = json.putArray("resources");
    for (var document : documents) {
      var article = document.article();
      resources
          .addObject()
          .put("uri", uri(article.ref(), Optional.empty()))
          .put("name", article.ref())
          .put("title", article.title())
          .put("mimeType", MARKDOWN)
          .putObject("annotations")
          .put("lastModified", JsonText.time(document.updatedAt()));
    }
    if (documents.size() == PAGE) json.put("nextCursor", documents.getLast().article().ref());
    return json;
  }

  /// @return fails with [RpcError] when there is no such resource for this principal
  CompletionStage<ObjectNode> read(Principal principal, String uri, Revision revision) {
    var missing = missing(uri, revision);
    if (!uri.startsWith(PREFIX)) throw missing;
    var parts = uri.substring(PREFIX.length()).split("#", 2);
    if (!DocumentRefs.isRef(parts[0])) throw missing;
    var anchor = parts.length == 2 ? Optional.of(parts[1]) : Optional.<String>empty();
    return stores
        .documents()
        .find(principal.tenant(), parts[0])
        .thenCompose(found -> visible(principal, found))
        .thenApply(
            visible ->
                contents(
                    uri,
                    visible
                        .flatMap(document -> text(document, anchor))
                        .orElseThrow(() -> missing)));
  }

  private CompletionStage<Optional<Document>> visible(
      Principal principal, Optional<Document> found) {
    if (found.isEmpty() || principal.may(Permission.OVERSEE))
      return CompletableFuture.completedStage(found);
    return stores
        .collections()
        .find(principal.tenant(), found.get().article().collection())
        .thenApply(
            collection -> collection.filter(KnowledgeCollection::isPublic).flatMap(_ -> found));
  }

  private static Optional<String> text(Document document, Optional<String> anchor) {
    var article = document.article();
    if (anchor.isEmpty()) return Optional.of("# " + article.title() + "\n\n" + article.body());
    return Section.of(article.body()).stream()
        .filter(section -> section.anchor().equals(anchor))
        .findFirst()
        .map(Section::markdown);
  }

  private static ObjectNode contents(String uri, String text) {
    var json = JsonText.object();
    json.putArray("contents")
        .addObject()
        .put("uri", uri)
        .put("mimeType", MARKDOWN)
        .put("text", text);
    return json;
  }

  private static RpcError missing(String uri, Revision revision) {
    return new RpcError(
        revision.isStateless() ? RpcError.INVALID_PARAMS : RpcError.NO_SUCH_RESOURCE,
        "there is no such resource",
        Optional.of(JsonText.object().put("uri", uri)));
  }
}
