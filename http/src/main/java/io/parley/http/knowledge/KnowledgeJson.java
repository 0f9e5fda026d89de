package io.parley.http.knowledge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.knowledge.Passage;
import io.parley.core.knowledge.Section;
import io.parley.core.knowledge.document.Document;
import io.parley.core.knowledge.document.KnowledgeCollections.Counted;
import io.parley.core.knowledge.document.KnowledgeFiles.StoredFile;
import io.parley.core.knowledge.document.Written;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Replies;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The knowledge base as JSON.
final class KnowledgeJson {
  private KnowledgeJson() {}

  static ObjectNode passages(List<Passage> passages) {
    var json = JsonText.object();
    var list = json.putArray("passages");
    for (var passage : passages) {
      var each = list.addObject().put("ref", passage.ref()).put("title", passage.title());
      passage.anchor().ifPresent(anchor -> each.put("anchor", anchor));
      each.put("score", passage.score()).put("text", passage.text());
    }
    return json;
  }

  static ObjectNode collections(List<Counted> collections) {
    var json = JsonText.object();
    var list = json.putArray("collections");
    for (var each : collections)
      list.add(collection(each.collection()).put("documents", each.documents()));
    return json;
  }

  static ObjectNode collection(KnowledgeCollection collection) {
    return JsonText.object()
        .put("name", collection.name())
        .put("title", collection.title())
        .put("public", collection.isPublic());
  }

  static ObjectNode files(List<StoredFile> files) {
    var json = JsonText.object();
    var list = json.putArray("files");
    for (var each : files)
      list.addObject()
          .put("name", each.stamp().name())
          .put("hash", each.stamp().hash())
          .put("documents", each.documents())
          .set("labels", texts(each.labels()));
    return json;
  }

  static ObjectNode listed(Document document) {
    var article = document.article();
    var json =
        JsonText.object()
            .put("ref", article.ref())
            .put("collection", article.collection())
            .put("title", article.title())
            .put("version", document.version())
            .put("updatedAt", JsonText.time(document.updatedAt()));
    json.set("labels", texts(article.tags()));
    article.language().ifPresent(language -> json.put("language", language));
    document.source().ifPresent(source -> json.put("source", source));
    document.file().ifPresent(file -> json.put("file", file.name()));
    document.updatedBy().ifPresent(by -> json.put("updatedBy", by));
    return json;
  }

  static ObjectNode whole(Document document) {
    return listed(document).put("body", document.article().body());
  }

  /// The part of it that visitors may see.
  static ObjectNode published(Document document) {
    var article = document.article();
    var json = JsonText.object().put("ref", article.ref()).put("title", article.title());
    article.language().ifPresent(language -> json.put("language", language));
    document.source().ifPresent(source -> json.put("source", source));
    json.put("updatedAt", JsonText.time(document.updatedAt()));
    var sections = json.putArray("sections");
    for (var section : Section.of(article.body())) {
      var each = sections.addObject();
      section.anchor().ifPresent(anchor -> each.put("anchor", anchor));
      if (section.level() > 0) each.put("level", section.level()).put("heading", section.heading());
      each.put("text", section.text());
    }
    return json;
  }

  /// @throws ProblemException when nothing was stored
  static ObjectNode written(Written written) {
    return switch (written) {
      case Written.Stored stored -> {
        var json = JsonText.object();
        json.set("documents", texts(stored.refs()));
        yield json.put("added", stored.added())
            .put("changed", stored.changed())
            .put("deleted", stored.deleted())
            .put("knowledge", stored.knowledge());
      }
      case Written.NoSuchCollection _ ->
          throw problem(
              ProblemType.NOT_FOUND,
              "there is no such collection (expected: one of GET /v1/knowledge/collections; PUT it"
                  + " first)");
      case Written.VersionDiffers(int version) ->
          throw problem(
              ProblemType.VERSION_DIFFERS,
              version == 0
                  ? "there is no such document any more"
                  : "the newest version is " + version);
      case Written.TooMany(int max) ->
          throw problem(
              ProblemType.TOO_MANY_DOCUMENTS, "there may be at most %d documents".formatted(max));
      case Written.StorageFull(long bytes) ->
          throw problem(
              ProblemType.STORAGE_FULL,
              "the organisation would store more than its quota of %d bytes".formatted(bytes));
    };
  }

  static HttpResponse ok(ObjectNode json) {
    return Replies.json(200, json);
  }

  private static ArrayNode texts(List<String> texts) {
    var array = JsonText.array();
    texts.forEach(array::add);
    return array;
  }

  private static ProblemException problem(ProblemType type, String detail) {
    return new ProblemException(ProblemDetail.of(type, detail));
  }
}
